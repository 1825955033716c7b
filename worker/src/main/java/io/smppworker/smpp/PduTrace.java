package io.smppworker.smpp;

import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BaseSmResp;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.type.Address;
import io.smppworker.message.CommandStatus;
import io.smppworker.message.Masked;
import org.jspecify.annotations.Nullable;

/** One line for the log about a PDU: no password, no text, numbers masked. */
final class PduTrace {
    private PduTrace() {}

    static String of(Pdu pdu) {
        StringBuilder line = new StringBuilder(pdu.getName())
                .append(" seq=")
                .append(Integer.toUnsignedLong(pdu.getSequenceNumber()));
        if (pdu.isResponse()) {
            line.append(" status=").append(CommandStatus.inWords(pdu.getCommandStatus()));
        }
        if (pdu instanceof BaseSmResp response) {
            line.append(" id=").append(response.getMessageId());
        }
        if (pdu instanceof BaseSm<?> message) {
            line.append(" from=")
                    .append(masked(message.getSourceAddress()))
                    .append(" to=")
                    .append(masked(message.getDestAddress()))
                    .append(" esm=")
                    .append(Byte.toUnsignedInt(message.getEsmClass()))
                    .append(" dcs=")
                    .append(Byte.toUnsignedInt(message.getDataCoding()))
                    .append(" octets=")
                    .append(message.getShortMessageLength())
                    .append(" tlvs=")
                    .append(message.getOptionalParameterCount());
        }
        return line.toString();
    }

    private static String masked(@Nullable Address address) {
        return address == null || address.getAddress() == null ? "" : Masked.number(address.getAddress());
    }
}
