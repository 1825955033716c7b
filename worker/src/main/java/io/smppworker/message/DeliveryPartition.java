package io.smppworker.message;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The partition of a key on {@code smpp.deliveries} and on the topics joined with it: by a hash of our own, since writers and
 * readers must agree in every version. Pure.
 */
public final class DeliveryPartition {
    private DeliveryPartition() {}

    /**
     * The partition of a key.
     *
     * @param key the canonical SMSC message id of a receipt, or the fields that the parts of a long message share
     * @param partitions of the topic, at least 1
     */
    public static int of(String key, int partitions) {
        CRC32 hash = new CRC32();
        hash.update(key.getBytes(StandardCharsets.UTF_8));
        return (int) (hash.getValue() % partitions);
    }
}
