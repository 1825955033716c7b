package io.smppworker.message;

/**
 * The bind that a PDU was sent or received on.
 *
 * @param server the server's configured name
 * @param slot bind slot number, the partition of {@code smpp.binds}
 */
public record BindPoint(String server, int slot) {
    /** As in logs, {@code smpp1#4}: the server and the slot. */
    @Override
    public String toString() {
        return server + "#" + slot;
    }
}
