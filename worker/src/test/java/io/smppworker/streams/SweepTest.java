package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final int STATES = 2 * Sweep.SLICE + 1;

    private final Expiring<String> form = new Expiring<>(String.class);
    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("states"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final Sweep sweep = new Sweep(store);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>(new Properties()).getStateStoreContext(), store);
    }

    private List<String> due(long nowMillis) {
        List<String> keys = new ArrayList<>();
        for (KeyValue<String, byte[]> entry : sweep.due(nowMillis)) {
            keys.add(entry.key);
            store.delete(entry.key);
        }
        return keys;
    }

    @Test
    void onlyWhatIsDueIsFound() {
        store.put("due", form.write(1_000, "a"));
        store.put("later", form.write(1_001, "b"));
        assertThat(due(1_000)).containsExactly("due");
    }

    @Test
    void aLargeStoreIsWalkedInSlicesAndWhole() {
        for (int i = 0; i < STATES; i++) {
            store.put("k" + (100_000 + i), form.write(0, "x"));
        }
        assertThat(due(1)).hasSize(Sweep.SLICE);
        assertThat(due(2)).hasSize(Sweep.SLICE);
        assertThat(due(3)).hasSize(1);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void aSmallStoreIsNotWalkedAllTheTime() {
        assertThat(due(0)).isEmpty();
        store.put("due", form.write(0, "a"));
        assertThat(due(5_000)).isEmpty();
        assertThat(due(10_000)).containsExactly("due");
    }
}
