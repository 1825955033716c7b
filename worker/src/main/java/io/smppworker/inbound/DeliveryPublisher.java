package io.smppworker.inbound;

import java.util.concurrent.CompletionStage;

/** Where deliveries are stored before they are acknowledged. */
public interface DeliveryPublisher {
    /** Completes when the delivery is stored for good; fails when it could not be. Never blocks. */
    CompletionStage<Void> publish(Delivery delivery);
}
