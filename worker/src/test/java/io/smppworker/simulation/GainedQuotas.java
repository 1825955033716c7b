package io.smppworker.simulation;

import io.smppworker.pool.ServerPool;
import io.smppworker.pool.ServerPools;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Map;

/** Reaches into the pacers, which offer no way to do this: a quota that was just gained counts from the beginning of time. */
final class GainedQuotas {
    private GainedQuotas() {}

    static void countAtOnce(ServerPools pools) {
        try {
            for (ServerPool pool : pools.servers()) {
                Object quotas = value(value(pool, "pacer"), "quotas");
                @SuppressWarnings("unchecked")
                Map<Integer, Object> grants = (Map<Integer, Object>) value(quotas, "grants");
                for (Map.Entry<Integer, Object> grant : grants.entrySet()) {
                    Constructor<?> constructor =
                            grant.getValue().getClass().getDeclaredConstructor(int.class, long.class);
                    constructor.setAccessible(true);
                    grant.setValue(constructor.newInstance(value(grant.getValue(), "quota"), Long.MIN_VALUE));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object value(Object of, String field) throws ReflectiveOperationException {
        Field found = of.getClass().getDeclaredField(field);
        found.setAccessible(true);
        return found.get(of);
    }
}
