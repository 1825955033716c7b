package io.smppworker.bench.micro;

import io.smppworker.schemas.RequestReader;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A record of sms.outbound: parsed, held against its JSON schema, bound to its fields. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestValidation {
    private final RequestReader reader = new RequestReader();
    private final byte[] small = octets(
            "{'messageId':'order-4711','to':'27820000001','text':'Your parcel arrives today between 10:00 and 12:00.'}");
    private final byte[] full = octets(
            "{'messageId':'order-4711','to':'27820000001','from':'Parcels','text':'Your parcel"
                    + " arrives today.','encoding':'auto','receipt':'final','validity':'PT4H','onInDoubt':'report','priority':1,"
                    + "'customerReference':'order-4711','costCentre':'logistics','context':{'order':4711,'tries':[1,2,3]}}");

    private static byte[] octets(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** Three fields. */
    @Benchmark
    public RequestReader.Result small() {
        return reader.read(small);
    }

    /** Twelve fields. */
    @Benchmark
    public RequestReader.Result full() {
        return reader.read(full);
    }
}
