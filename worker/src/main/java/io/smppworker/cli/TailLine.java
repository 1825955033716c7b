package io.smppworker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Json;
import io.smppworker.schemas.Receipt;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A receipt or an inbound message, as {@code tail} prints it.
 *
 * @param id its messageId or inboundId
 * @param forPeople in words
 * @param json as it is on the topic, on one line, unknown fields included
 */
record TailLine(String id, @Nullable String from, @Nullable String to, String forPeople, String json) {
    TailLine {
        Objects.requireNonNull(id, "no id");
    }

    /** Which lines are wanted; null takes all. */
    record Filter(@Nullable String id, @Nullable String number) {
        boolean takes(TailLine line) {
            boolean idFits = id == null || id.equals(line.id());
            return idFits && (number == null || isNumber(line.from()) || isNumber(line.to()));
        }

        /** A leading + does not count, as in requests. */
        private boolean isNumber(@Nullable String address) {
            return address != null && number != null && bare(address).equals(bare(number));
        }

        private static String bare(String address) {
            return address.startsWith("+") ? address.substring(1) : address;
        }
    }

    /**
     * Reads a record's value.
     *
     * @return null when it is not a record of this product
     */
    static @Nullable TailLine of(byte @Nullable [] value, boolean isInbound) {
        if (value == null) {
            return null;
        }
        try {
            JsonNode tree = Json.MAPPER.readTree(value);
            return isInbound ? inbound(tree) : receipt(tree);
        } catch (IOException | RuntimeException foreign) {
            return null;
        }
    }

    private static TailLine inbound(JsonNode tree) throws IOException {
        Inbound message = Json.MAPPER.treeToValue(tree, Inbound.class);
        return new TailLine(message.inboundId(), message.from(), message.to(), EventLine.of(message), tree.toString());
    }

    private static TailLine receipt(JsonNode tree) throws IOException {
        Receipt receipt = Json.MAPPER.treeToValue(tree, Receipt.class);
        return new TailLine(receipt.messageId(), receipt.from(), receipt.to(), EventLine.of(receipt), tree.toString());
    }
}
