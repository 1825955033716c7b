package io.smppworker.throttle;

import io.smppworker.message.BindType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The account's bind slots: which server each belongs to, how it binds, and its whole-number part of that server's
 * rate. The same on every worker, because it follows from the configuration alone. Immutable.
 *
 * <p>Neighbouring slots sit on different servers, and where possible in different locations and with different bind
 * types, so that a worker that owns a short contiguous range of slots can reach more than one server. The quotas of a
 * server's slots add up to exactly its throttle, and the sum over any contiguous range stays within two of its even
 * share.
 */
public final class SlotPlan {
    /**
     * One bind slot.
     *
     * @param number partition of {@code smpp.binds}, from 0
     * @param server index of its server in the configured order
     * @param quota submit_sm per second; 0 for a slot that cannot transmit, or when the throttle is smaller than the
     *     number of slots that can
     */
    public record Slot(int number, int server, BindType type, int quota) {}

    private final List<Slot> slots;
    /** Number of the location of each server. */
    private final List<Integer> locations;

    private SlotPlan(List<Slot> slots, List<Integer> locations) {
        this.slots = List.copyOf(slots);
        this.locations = List.copyOf(locations);
    }

    /**
     * Lays out the slots of an account.
     *
     * @param locations the location of each server, in the configured order
     * @param transceivers binds of this type per server, likewise {@code transmitters} and {@code receivers}
     * @param throttle submit_sm per second per server
     * @throws IllegalArgumentException without a server or without a bind, or for a negative count or throttle
     */
    public static SlotPlan of(List<String> locations, int transceivers, int transmitters, int receivers, int throttle) {
        if (locations.isEmpty() || Math.min(Math.min(transceivers, transmitters), Math.min(receivers, throttle)) < 0) {
            throw new IllegalArgumentException("needs a server, and no negative number of binds or throttle");
        }
        int[] order = alternating(locations);
        List<BindType> types = interleaved(transceivers, transmitters, receivers);
        int transmitting = transceivers + transmitters;
        int servers = order.length;
        EvenShares shares = new EvenShares(servers, transmitting, throttle);
        List<Slot> slots = new ArrayList<>(servers * types.size());
        for (int number = 0; number < servers * types.size(); number++) {
            int column = number % servers;
            int ordinal = number / servers;
            BindType type = types.get((ordinal + column) % types.size());
            int quota = type.transmits() ? shares.next(column) : 0;
            slots.add(new Slot(number, order[column], type, quota));
        }
        List<String> names = locations.stream().distinct().toList();
        return new SlotPlan(slots, locations.stream().map(names::indexOf).toList());
    }

    /** Number of slots, hence of partitions of {@code smpp.binds}. */
    public int size() {
        return slots.size();
    }

    /** The slot with this number. */
    public Slot slot(int number) {
        return slots.get(number);
    }

    /** Every slot, by number. */
    public List<Slot> slots() {
        return slots;
    }

    /** Number of servers. */
    public int servers() {
        return locations.size();
    }

    /** Which location this server is in: numbers from 0, in the order in which the locations are first named. */
    public int location(int server) {
        return locations.get(server);
    }

    /** Server indices taken from each location in turn: A, B, A, B. */
    private static int[] alternating(List<String> locations) {
        Map<String, Queue<Integer>> byLocation = new LinkedHashMap<>();
        for (int server = 0; server < locations.size(); server++) {
            byLocation
                    .computeIfAbsent(locations.get(server), location -> new ArrayDeque<>())
                    .add(server);
        }
        int[] order = new int[locations.size()];
        int filled = 0;
        while (filled < order.length) {
            for (Queue<Integer> servers : byLocation.values()) {
                Integer server = servers.poll();
                if (server != null) {
                    order[filled++] = server;
                }
            }
        }
        return order;
    }

    /** One server's bind types, each spread as evenly as its count allows: always the one that is furthest behind. */
    private static List<BindType> interleaved(int transceivers, int transmitters, int receivers) {
        int total = transceivers + transmitters + receivers;
        if (total == 0) {
            throw new IllegalArgumentException("needs at least one bind per server");
        }
        Map<BindType, Integer> counts = new EnumMap<>(BindType.class);
        counts.put(BindType.TRANSCEIVER, transceivers);
        counts.put(BindType.TRANSMITTER, transmitters);
        counts.put(BindType.RECEIVER, receivers);
        Map<BindType, Integer> behind = new EnumMap<>(BindType.class);
        List<BindType> types = new ArrayList<>(total);
        for (int ordinal = 0; ordinal < total; ordinal++) {
            counts.forEach((type, count) -> behind.merge(type, count, Integer::sum));
            BindType next = BindType.TRANSCEIVER;
            for (BindType type : behind.keySet()) {
                if (behind.getOrDefault(type, 0) > behind.getOrDefault(next, 0)) {
                    next = type;
                }
            }
            behind.merge(next, -total, Integer::sum);
            types.add(next);
        }
        return types;
    }

    /**
     * Whole shares by error diffusion: a slot rounds up when its server and the slots so far are together behind their
     * even share, or when its server's exact sum cannot be reached otherwise.
     */
    private static final class EvenShares {
        private final int perServer;
        private final int throttle;
        private final int roundUpsPerServer;
        private int behind;
        private final int[] serverBehind;
        private final int[] slotsLeft;
        private final int[] roundUpsLeft;

        EvenShares(int servers, int perServer, int throttle) {
            this.perServer = perServer;
            this.throttle = throttle;
            this.roundUpsPerServer = perServer == 0 ? 0 : throttle % perServer;
            this.serverBehind = new int[servers];
            this.slotsLeft = new int[servers];
            this.roundUpsLeft = new int[servers];
            Arrays.fill(slotsLeft, perServer);
            Arrays.fill(roundUpsLeft, roundUpsPerServer);
        }

        /** The share of the next transmitting slot of this server; errors are kept in units of one part in perServer. */
        int next(int server) {
            behind += roundUpsPerServer;
            serverBehind[server] += roundUpsPerServer;
            boolean must = roundUpsLeft[server] == slotsLeft[server];
            boolean wants = behind + serverBehind[server] > perServer;
            slotsLeft[server]--;
            if (roundUpsLeft[server] == 0 || !(must || wants)) {
                return throttle / perServer;
            }
            roundUpsLeft[server]--;
            behind -= perServer;
            serverBehind[server] -= perServer;
            return throttle / perServer + 1;
        }
    }
}
