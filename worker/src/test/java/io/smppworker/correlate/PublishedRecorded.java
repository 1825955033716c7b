package io.smppworker.correlate;

import io.smppworker.schemas.Inbound;
import io.smppworker.schemas.Receipt;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a correlator says that it publishes. */
final class PublishedRecorded implements PublishedListener {
    final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    final List<Inbound> inbound = new CopyOnWriteArrayList<>();

    @Override
    public void receipt(Receipt receipt, Map<String, String> trace) {
        receipts.add(receipt);
    }

    @Override
    public void inbound(Inbound message) {
        inbound.add(message);
    }
}
