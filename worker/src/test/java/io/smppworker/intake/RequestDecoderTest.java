package io.smppworker.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import io.smppworker.intake.RequestDecoder.Decoded;
import io.smppworker.message.Addressing;
import io.smppworker.message.Content;
import io.smppworker.message.Numbering;
import io.smppworker.message.OnInDoubt;
import io.smppworker.message.SmsRequest;
import io.smppworker.message.TextEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request comes from the record, and what from worker.yaml. */
class RequestDecoderTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // account.addressing | the request's own | source | destination
                "{} | '' | 0 0 | 0 0",
                "{source: {ton: 5, npi: 0}} | '' | 5 0 | 0 0",
                "{source: {ton: 5, npi: 9}, destination: {ton: 1, npi: 1}} | '' | 5 9 | 1 1",
                "{source: {ton: auto, npi: auto}} | ,'from':'Test-SM' | 5 0 | 0 0",
                "{source: {ton: auto, npi: auto}} | ,'from':'30001' | 3 0 | 0 0",
                "{source: {ton: auto, npi: auto}} | ,'from':'27820000001' | 1 1 | 0 0",
                "{source: {ton: auto, npi: auto}} | '' | 3 0 | 0 0", // of defaults.from
                "{source: {ton: AUTO, npi: 8}} | ,'from':'Test-SM' | 5 8 | 0 0",
                "{source: {ton: 2, npi: auto}} | ,'from':'27820000001' | 2 1 | 0 0",
                "{destination: {ton: auto, npi: auto}} | '' | 0 0 | 1 1",
                "{destination: {ton: auto}} | '' | 0 0 | 1 0",
                "{} | ,'sourceTon':5,'sourceNpi':1,'destinationTon':2,'destinationNpi':8 | 5 1 | 2 8",
                "{source: {ton: 5, npi: 9}, destination: {ton: 1, npi: 1}} | ,'sourceTon':0,'destinationNpi':0 | 0 9 | 1 0",
                "{source: {ton: auto, npi: auto}} | ,'from':'Test-SM','sourceTon':1 | 1 0 | 0 0",
                "{source: {ton: 255, npi: 007}} | ,'destinationTon':255 | 255 7 | 255 0",
            })
    void tonAndNpiAreTheRequestsElseTheAccounts(String addressing, String own, String source, String destination)
            throws IOException {
        SmsRequest request = valid(config("addressing: " + addressing), own.replace('\'', '"'));

        assertThat(request.addressing()).isEqualTo(new Addressing(numbering(source), numbering(destination)));
    }

    @Test
    void whatIsRehearsedIsARequest() throws IOException {
        RequestDecoder decoder = decoder(config("addressing: {}"));

        assertThat(decoder.rehearse()).isInstanceOf(Decoded.Valid.class);
    }

    private static Numbering numbering(String both) {
        int space = both.indexOf(' ');
        return new Numbering(Integer.parseInt(both.substring(0, space)), Integer.parseInt(both.substring(space + 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | ''",
                "serviceType: USSD | '' | USSD",
                "serviceType: USSD | ,\"serviceType\":\"CMT\" | CMT",
                "serviceType: USSD | ,\"serviceType\":\"\" | ''",
            })
    void theServiceTypeIsTheRequestsElseTheAccounts(String account, String own, String serviceType) throws IOException {
        assertThat(valid(config(account), own).serviceType()).isEqualTo(serviceType);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // account.tlvs | the request's own | tag=hex of every submit_sm
                "[] | `` | ``",
                "[{tag: 0x1401, text: sales}] | `` | 1401=73616c6573",
                "[{tag: \"0x14aB\", hex: 00fF}, {tag: 0x130C}] | `` | 14ab=00ff 130c=",
                "[{tag: 0x1500, hex: '', text: é}] | `` | 1500=c3a9",
                "[{tag: 0x1401, text: sales}] | ,\"tlvs\":[{\"tag\":\"0x1402\",\"hex\":\"01\"}] | 1402=01 1401=73616c6573",
                "[{tag: 0x1402, text: a}] | ,\"tlvs\":[{\"tag\":\"0x1402\",\"hex\":\"01\"}] | 1402=01",
                "[{tag: 0x1402, text: a}] | ,\"tlvs\":[{\"tag\":\"0x1402\",\"hex\":\"\"}] | 1402=",
                "[{tag: 0x140a, text: a}] | ,\"tlvs\":[{\"tag\":\"0x140A\",\"text\":\"b\"}] | 140a=62",
                "[{tag: 0x1400, text: a}, {tag: 0x1401, text: b}] | ,\"customerReference\":\"c\",\"costCentre\":\"d\" "
                        + "| 1400=63 1401=64",
                "[{tag: 0x1400, text: a}, {tag: 0x1401, text: b}] | ,\"costCentre\":\"d\" | 1401=64 1400=61",
            })
    void aParameterOfTheRequestTakesThePlaceOfTheAccounts(String account, String own, String expected)
            throws IOException {
        List<String> tlvs = valid(config("tlvs: " + account), own).tlvs().stream()
                .map(tlv -> HexFormat.of().toHexDigits(tlv.tag(), 4)
                        + "="
                        + HexFormat.of().formatHex(tlv.value()))
                .toList();

        assertThat(String.join(" ", tlvs)).isEqualTo(expected);
    }

    @Test
    void theMessageClassGoesWithTextAndWithBinary() throws IOException {
        WorkerConfig config = config("");

        assertThat(valid(config, "").content()).isEqualTo(new Content.Text("Hi", TextEncoding.AUTO, null));
        assertThat(valid(config, ",\"messageClass\":0").content())
                .isEqualTo(new Content.Text("Hi", TextEncoding.AUTO, 0));
        String binary = "{\"messageId\":\"m\",\"to\":\"27820000001\",\"binary\":{\"hex\":\"01\"},\"messageClass\":2}";
        Content.Binary content = (Content.Binary)
                ((Decoded.Valid) decode(config, binary)).request().content();
        assertThat(content.messageClass()).isEqualTo(2);
        assertThat(content.dataCoding()).isEqualTo(4);
    }

    @Test
    void aParameterWhoseLengthCannotBeSaidIsNoRequest() throws IOException {
        String text = "\u00e9".repeat(40_000); // 80000 octets

        Decoded decoded = decode(
                config(""),
                "{\"messageId\":\"m\",\"to\":\"27820000001\",\"text\":\"Hi\",\"tlvs\":[{\"tag\":\"0x1400\",\"text\":\""
                        + text + "\"}]}");

        assertThat(decoded).isInstanceOfSatisfying(Decoded.Invalid.class, invalid -> {
            assertThat(invalid.detail()).isEqualTo("/tlvs/0/text: must be a string of at most 65535 octets in UTF-8");
            assertThat(invalid.messageId()).isEqualTo("m");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2 | `` | RESEND",
                "2 | ,\"onInDoubt\":\"report\" | REPORT",
                "1 | ,\"onInDoubt\":\"resend\" | RESEND",
                "0 | ,\"onInDoubt\":\"resend\" | REPORT",
                "0 | `` | REPORT",
            })
    void whatIsNeverToBeSubmittedAgainIsReported(int maxResends, String own, OnInDoubt expected) throws IOException {
        WorkerConfig config = config("\noutbound: {maxResends: %d}".formatted(maxResends));

        assertThat(valid(config, own).onInDoubt()).isEqualTo(expected);
    }

    private WorkerConfig config(String account) throws IOException {
        Path file = directory.resolve("worker.yaml");
        Files.writeString(file, """
                kafka: {bootstrapServers: "localhost:9092"}
                defaults: {from: "30001"}
                account:
                  systemId: acme
                  password: s3cret
                  %s
                """.formatted(account));
        ConfigFile.Result result = ConfigFile.load(file, Map.of());
        assertThat(result).isInstanceOf(ConfigFile.Loaded.class);
        return ((ConfigFile.Loaded) result).config();
    }

    /** A minimal request with more fields, each after a comma. */
    private static SmsRequest valid(WorkerConfig config, String more) {
        Decoded decoded = decode(config, "{\"messageId\":\"m\",\"to\":\"27820000002\",\"text\":\"Hi\"" + more + "}");
        assertThat(decoded).isInstanceOf(Decoded.Valid.class);
        return ((Decoded.Valid) decoded).request();
    }

    private static RequestDecoder decoder(WorkerConfig config) {
        return new RequestDecoder(
                config.account(), config.defaults(), config.outbound().maxResends(), List.of());
    }

    private static Decoded decode(WorkerConfig config, String json) {
        return decoder(config)
                .decode(new ConsumerRecord<>("sms.outbound", 0, 0, new byte[0], json.getBytes(UTF_8)), Instant.EPOCH);
    }
}
