package io.smppworker.simulation;

import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import io.smppworker.schemas.DeliveryRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What subscribers send in a history: messages of one to three parts, each part a deliver_sm. In most histories. */
final class Replies {
    /** Of the seeds that SimulationIT knows, no history has any. */
    private static final long STREAM = 4558;

    private static final int MOST = 60;
    private static final long FIRST_SENDER = 27_830_000_000L;

    private final World world;
    private final VirtualProvider provider;
    private final SplittableRandom random;
    private final List<Reply> all = new ArrayList<>();

    /** One message; each has a sender of its own. */
    record Reply(int number, int parts) {
        String from() {
            return String.valueOf(FIRST_SENDER + number);
        }

        String text() {
            return all().stream().map(Part::text).collect(Collectors.joining());
        }

        List<Part> all() {
            return IntStream.rangeClosed(1, parts)
                    .mapToObj(index -> new Part(this, index))
                    .toList();
        }
    }

    /** One deliver_sm; {@code index} from 1. */
    record Part(Reply of, int index) implements ToDeliver {
        private String text() {
            return "reply " + of.number + " part " + index + " of " + of.parts + ". ";
        }

        @Override
        public String key() {
            return of.from() + "/" + index;
        }

        @Override
        public DeliverSm deliverSm() {
            DeliverSm deliverSm = new DeliverSm();
            String header = of.parts == 1 ? "" : "\5\0\3\1" + (char) of.parts + (char) index;
            deliverSm.setEsmClass((byte) (of.parts == 1 ? 0 : 0x40));
            try {
                deliverSm.setShortMessage((header + text()).getBytes(StandardCharsets.US_ASCII));
            } catch (SmppInvalidArgumentException e) {
                throw new IllegalStateException(e);
            }
            deliverSm.setSourceAddress(new Address((byte) 1, (byte) 1, of.from()));
            deliverSm.setDestAddress(new Address((byte) 0, (byte) 0, "12345"));
            return deliverSm;
        }
    }

    Replies(World world, VirtualProvider provider) {
        this.world = world;
        this.provider = provider;
        this.random = world.stream(STREAM);
    }

    List<Reply> all() {
        return all;
    }

    /** The key of the part that it is. */
    static String key(DeliveryRecord delivery, DeliveryRecord.MoPart part) {
        return delivery.from() + "/" + part.index();
    }

    /** Plans them from now until then. */
    void plan(long untilNanos) {
        boolean any = random.nextInt(3) > 0;
        int count = any ? random.nextInt(MOST) : 0;
        for (int i = 0; i < count; i++) {
            Reply reply = new Reply(i, random.nextInt(4) > 0 ? 1 : random.nextInt(2, 4));
            all.add(reply);
            long when = random.nextLong(world.nanos(), untilNanos);
            for (Part part : reply.all()) {
                long late = random.nextLong(5 * World.SECOND);
                provider.deliver(part, when + late - world.nanos());
                if (random.nextInt(10) == 0) {
                    provider.deliver(part, when + late + random.nextLong(20 * World.SECOND) - world.nanos());
                }
            }
        }
    }
}
