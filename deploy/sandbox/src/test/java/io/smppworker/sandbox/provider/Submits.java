package io.smppworker.sandbox.provider;

import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.nio.charset.StandardCharsets;

/** submit_sm for tests. */
final class Submits {
    private Submits() {}

    static SubmitSm to(String destination) {
        return of("Worker", destination, 0, 0, "Hello".getBytes(StandardCharsets.US_ASCII));
    }

    static SubmitSm of(String source, String destination, int esmClass, int dataCoding, byte[] shortMessage) {
        SubmitSm pdu = new SubmitSm();
        pdu.setSourceAddress(new Address((byte) 0, (byte) 0, source));
        pdu.setDestAddress(new Address((byte) 0, (byte) 0, destination));
        pdu.setEsmClass((byte) esmClass);
        pdu.setDataCoding((byte) dataCoding);
        pdu.setRegisteredDelivery((byte) 1);
        try {
            pdu.setShortMessage(shortMessage);
        } catch (SmppInvalidArgumentException e) {
            throw new IllegalArgumentException(e);
        }
        return pdu;
    }

    static SubmitSm withReference(SubmitSm pdu, String reference) {
        pdu.addOptionalParameter(
                new Tlv(SubmitCheck.TAG_CUSTOMER_REFERENCE, reference.getBytes(StandardCharsets.US_ASCII)));
        return pdu;
    }
}
