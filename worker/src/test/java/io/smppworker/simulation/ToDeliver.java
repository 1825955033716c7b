package io.smppworker.simulation;

import com.cloudhopper.smpp.pdu.DeliverSm;

/** What the provider has for whoever is bound. */
interface ToDeliver {
    DeliverSm deliverSm();

    /** The same for what repeats it, and for nothing else. */
    String key();
}
