package io.smppworker.schemas;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a request is valid, and what is said of the rest. Long, because it has a test for each field. */
class RequestReaderTest {
    private final RequestReader reader = new RequestReader();

    @Test
    void aFullRequestBecomesARecord() {
        SendRequest request = valid("""
                {"messageId":"m-1","to":"+27821234567","from":"SHOP","text":"Hi","encoding":"gsm7","receipt":"failure",
                 "validity":"P1DT2H30S","expiresAt":"2026-03-01T12:00:00+02:00","onInDoubt":"report","priority":2,
                 "customerReference":"c","costCentre":"d","tlvs":[{"tag":"0x1402","hex":"00fF"}],
                 "context":{"order":7},"unknown":{"ignored":true}}""");
        assertThat(request.to()).isEqualTo("+27821234567");
        assertThat(request.validity()).isEqualTo(Duration.ofHours(26).plusSeconds(30));
        assertThat(request.expiresAt()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(request.encoding()).isEqualTo(SendRequest.Encoding.GSM7);
        assertThat(request.receipt()).isEqualTo(SendRequest.RegisteredDelivery.FAILURE);
        assertThat(request.onInDoubt()).isEqualTo(SendRequest.OnInDoubt.REPORT);
        assertThat(request.priority()).isEqualTo(2);
        assertThat(request.tlvs()).containsExactly(new SendRequest.Tlv("0x1402", "00fF", null));
        assertThat(request.context()).hasToString("{\"order\":7}");
    }

    @Test
    void absentFieldsAreNull() {
        assertThat(valid("{\"messageId\":\"m\",\"to\":\"123\",\"text\":\"\"}"))
                .isEqualTo(SendRequestBuilder.builder()
                        .messageId("m")
                        .to("123")
                        .text("")
                        .build());
    }

    @Test
    void numbersOfTheContextKeepEveryDigit() {
        String context = "{\"a\":1.10,\"b\":12345678901234567890123456789,\"c\":0.1000000000000000000001}";
        assertThat(valid(with("context", context)).context()).hasToString(context);
    }

    @Test
    void aLoneSurrogateOfTheContextComesBackAsItWas() throws JsonProcessingException {
        SendRequest request = valid(with("context", "{\"a\":\"\\ud800\"}"));
        assertThat(new String(Json.MAPPER.writeValueAsBytes(request), UTF_8))
                .containsIgnoringCase("{\"a\":\"\\ud800\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P1D", "P2DT3H4M5S", "PT1H30S", "PT90M", "P0DT1S", "P999999999D"})
    void aPositiveDurationOfDaysAndTimeIsAValidity(String validity) {
        assertThat(valid(with("validity", '"' + validity + '"')).validity()).isEqualTo(Duration.parse(validity));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "P",
                "PT",
                "P1DT",
                "P1M",
                "P1Y",
                "P1W",
                "PT0S",
                "P0D",
                "-PT1S",
                "PT-1S",
                "1H",
                "PT1S\\n",
                "P99999999999999999999D",
                "PT1H1H",
                "pt1h",
                "PT1.S",
                " PT1S"
            })
    void anythingElseIsNot(String validity) {
        assertThat(invalid(with("validity", '"' + validity + '"')).detail())
                .startsWith("/validity: must be a positive ISO-8601 duration");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expiresAt|\"2026-02-30T00:00:00Z\"|must be an RFC 3339",
                "expiresAt|\"2026-02-20T00:00:00\"|must be an RFC 3339",
                "expiresAt|\"1767225600\"|must be an RFC 3339",
                "expiresAt|1767225600|must be an RFC 3339",
                "expiresAt|\"2026-12-31T23:59:60Z\"|",
                "to|\"27821234567\\n\"|must be 3..20 digits",
                "to|\"++27821234567\"|must be 3..20 digits",
                "to|\"12\"|must be 3..20 digits",
                "to|\"123456789012345678901\"|must be 3..20 digits",
                "to|\"\u0661\u0662\u0663\u0664\"|must be 3..20 digits",
                "to|27821234567|must be 3..20 digits",
                "to|null|must be 3..20 digits",
                "messageId|\"\"|must be 1..128 printable ASCII",
                "messageId|\"a\\n\"|must be 1..128 printable ASCII",
                "messageId|\"\u00e9\"|must be 1..128 printable ASCII",
                "from|\"123456789012345678901\"|must be at most 20 printable ASCII",
                "from|\"A\\u0000\"|must be at most 20 printable ASCII",
                "priority|4|must be a whole number 0..3",
                "priority|-1|must be a whole number 0..3",
                "priority|1.5|must be a whole number 0..3",
                "priority|1e999999999|",
                "priority|18446744073709551617|",
                "priority|18446744073709551617.0|",
                "priority|4.0|must be a whole number 0..3",
                "priority|-1e-999999999|",
                "priority|\"1\"|must be a whole number 0..3",
                "encoding|\"GSM7\"|must be one of auto, gsm7, ucs2",
                "encoding|0|must be one of auto, gsm7, ucs2",
                "receipt|\"all\"|must be one of final, failure, none",
                "onInDoubt|\"ask\"|must be one of resend, report",
                "binary|{\"hex\":\"00\"}|",
                "tlvs|{}|must be an array",
                "context|[]|must be a JSON object of at most 4096 octets",
                "context|\"x\"|must be a JSON object of at most 4096 octets",
            })
    void aFieldOutsideItsRangeIsNamedWithWhatIsAllowed(String field, String json, @Nullable String rule) {
        RequestReader.Invalid invalid = invalid(with(field, json));
        assertThat(invalid.reason()).isEqualTo(RequestReader.SCHEMA);
        assertThat(invalid.detail()).contains(rule == null ? ": " : "/" + field + ": " + rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":\"x\",\"binary\":{\"hex\":\"00\"}}"})
    void exactlyOneOfTextAndBinaryIsSent(String content) {
        String json = "{\"messageId\":\"m\",\"to\":\"123\"" + (content.length() > 2 ? "," : "") + content.substring(1);
        assertThat(invalid(json).detail()).isEqualTo("/: must be a JSON object with exactly one of text and binary");
    }

    @Test
    void everyFailingFieldIsNamed() {
        RequestReader.Invalid invalid =
                invalid("{\"messageId\":\"m-1\",\"from\":\"\\u0000\",\"text\":5,\"priority\":9}");
        assertThat(invalid.detail().split("; "))
                .extracting(line -> line.replaceAll(":.*", ""))
                .containsExactlyInAnyOrder("/to", "/from", "/text", "/priority");
        assertThat(invalid.detail()).contains("/to: is required");
        assertThat(invalid.messageId()).isEqualTo("m-1");
        assertThat(invalid.to()).isNull();
    }

    @Test
    void theDetailIsBoundedHoweverManyFieldsFail() {
        String tlvs = "[" + "{\"tag\":\"x\"},".repeat(999) + "{}]";
        assertThat(invalid(with("tlvs", tlvs)).detail()).hasSizeLessThan(4000).endsWith(" more");
    }

    @Test
    void noValueOfTheRequestReachesTheDetail() {
        String json = """
                {"messageId":"QUIET\\u0001","to":"QUIET","from":"QUIET QUIET QUIET QUIET QUIET","text":["QUIET"],
                 "binary":"QUIET","encoding":"QUIET","receipt":"QUIET","validity":"QUIET","expiresAt":"QUIET",
                 "onInDoubt":"QUIET","priority":"QUIET","tlvs":[{"tag":"QUIET","hex":"QUIET"}],"context":"QUIET"}""";
        assertThat(invalid(json).detail()).doesNotContain("QUIET").contains("/tlvs/0/tag: must be 0x and four");
        assertThat(invalid("{\"text\":QUIET}").detail()).doesNotContain("QUIET");
        assertThat(invalid("{\"QUIET\":1,\"QUIET\":2}").detail()).doesNotContain("QUIET");
    }

    @Test
    void theIdAndTheNumberAreGivenWhenTheyAreValid() {
        RequestReader.Invalid invalid =
                invalid("{\"messageId\":\"m-1\",\"to\":\"+2782\",\"text\":\"x\",\"priority\":7}");
        assertThat(invalid.messageId()).isEqualTo("m-1");
        assertThat(invalid.to()).isEqualTo("2782");
        RequestReader.Invalid without = invalid("{\"messageId\":\"m\\u00001\",\"to\":\"x\",\"text\":\"x\"}");
        assertThat(without.messageId()).isNull();
        assertThat(without.to()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"text\"", "null", "true"})
    void anotherJsonValueThanAnObjectBreaksTheSchema(String json) {
        assertThat(invalid(json).reason()).isEqualTo(RequestReader.SCHEMA);
        assertThat(invalid(json).detail()).startsWith("/: must be a JSON object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "``|empty",
                "` `|empty",
                "{|malformed at line 1",
                "Hello|malformed at line 1",
                "{\"to\":\"1\"} x|malformed at line 1",
                "{\"to\":\"1\"}{}|more than one JSON value at line 1, column 11",
                "{\"to\":\"123\",\"to\":\"456\"}|repeated field at line 1",
                "{\"context\":{\"a\":1,\"a\":1}}|repeated field at line 1",
                "{\"priority\":NaN}|malformed at line 1",
                "{'to':'123'}|malformed at line 1",
                "{\"to\":\"1\",}|malformed at line 1",
                "// {}|malformed at line 1",
                "\ufeff{}|starts with a byte order mark",
            })
    void whatIsNotOneJsonValueIsNotJson(String text, String problem) {
        RequestReader.Invalid invalid = invalid(text);
        assertThat(invalid.reason()).isEqualTo(RequestReader.NOT_JSON);
        assertThat(invalid.detail()).startsWith(problem);
        assertThat(invalid.messageId()).isNull();
    }

    @Test
    void aTombstoneIsNotJson() {
        assertThat(reader.read(null))
                .isEqualTo(new RequestReader.Invalid("not-json", "no value (a tombstone)", null, null));
    }

    @Test
    void otherEncodingsThanUtf8AreNotJson() {
        byte[] invalidUtf8 = {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '(', '"', '}'};
        assertThat(((RequestReader.Invalid) reader.read(invalidUtf8)).detail()).isEqualTo("not UTF-8");
        assertThat(((RequestReader.Invalid) reader.read("{}".getBytes(UTF_16))).reason())
                .isEqualTo("not-json");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void hostileSizesAreRefusedQuietly() {
        assertThat(invalid("[".repeat(1_000_000)).detail()).startsWith("beyond a limit: nested 100 deep");
        assertThat(invalid(with("context", "{\"a\":".repeat(200) + "1" + "}".repeat(200)))
                        .reason())
                .isEqualTo(RequestReader.NOT_JSON);
        assertThat(invalid(with("priority", "9".repeat(100_000))).detail()).startsWith("beyond a limit");
        assertThat(invalid(with("priority", "1e99999999999")).detail()).startsWith("a number whose exponent");
        assertThat(invalid(with("tlvs", "[{\"tag\":\"0x0001\",\"hex\":\"" + "0".repeat(1_000_001) + "\"}]"))
                        .detail())
                .startsWith("/tlvs/0/hex: must be an even number");
        valid("{\"messageId\":\"m\",\"to\":\"123\",\"binary\":{\"hex\":\"" + "0".repeat(1_000_000) + "\"}}");
        assertThat(invalid("{\"messageId\":\"m\",\"to\":\"123\",\"binary\":{\"hex\":\"" + "0".repeat(1_000_001)
                                + "\"}}")
                        .detail())
                .startsWith("/binary/hex: must be an even number");
        assertThat(invalid(with("to", '"' + "1".repeat(1_000_000) + '"')).detail())
                .startsWith("/to: ");
    }

    @Test
    void aContextOf4096OctetsFitsAndOneMoreDoesNot() {
        assertThat(valid(with("context", "{\"a\":\"" + "x".repeat(4088) + "\"}"))
                        .context())
                .isNotNull();
        assertThat(invalid(with("context", "{\"a\":\"" + "x".repeat(4089) + "\"}"))
                        .detail())
                .startsWith("/context: must be a JSON object of at most 4096 octets");
        assertThat(valid(with("context", "{ \"a\":\"" + "\u00e9".repeat(2044) + "\" }"))
                        .context())
                .isNotNull();
        assertThat(invalid(with("context", "{\"a\":\"" + "\u00e9".repeat(2045) + "\"}"))
                        .detail())
                .startsWith("/context: ");
    }

    @Test
    void theTextOfAParameterIsMeasuredInOctets() {
        String tlv = "[{\"tag\":\"0x1402\",\"text\":\"%s\"}]";
        valid(with("tlvs", tlv.formatted("x".repeat(65_535))));
        valid(with("tlvs", tlv.formatted("\u00e9".repeat(32_767))));
        assertThat(invalid(with("tlvs", tlv.formatted("\u00e9".repeat(32_768)))).detail())
                .isEqualTo("/tlvs/0/text: must be a string of at most 65535 octets in UTF-8");
        assertThat(invalid(with("tlvs", tlv.formatted("\u00e9".repeat(65_536)))).detail())
                .isEqualTo("/tlvs/0/text: must be a string of at most 65535 octets in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x0424", "0x020c", "0x020E", "0x020F"})
    void parametersByWhichTheWorkerJoinsTextsAreItsOwn(String tag) {
        assertThat(invalid(with(
                                "tlvs",
                                "[{\"tag\":\"0x1402\",\"hex\":\"00\"},{\"tag\":\"%s\",\"hex\":\"00\"}]".formatted(tag)))
                        .detail())
                .startsWith("/tlvs/1/tag: must be none of 0x0424");
    }

    @Test
    void threadsShareOneReader() {
        byte[] good = with("priority", "1").getBytes(UTF_8);
        byte[] bad = with("priority", "4").getBytes(UTF_8);
        assertThat(IntStream.range(0, 4_000)
                        .parallel()
                        .mapToObj(i -> reader.read(i % 2 == 0 ? good : bad))
                        .distinct())
                .containsExactlyInAnyOrder(reader.read(good), reader.read(bad));
    }

    /** A minimal request with one field added or replaced. */
    private static String with(String field, String json) {
        StringBuilder request = new StringBuilder("{\"" + field + "\":" + json);
        if (!field.equals("messageId")) {
            request.append(",\"messageId\":\"m-1\"");
        }
        if (!field.equals("to")) {
            request.append(",\"to\":\"27821234567\"");
        }
        return request.append(",\"text\":\"Hi\"}").toString();
    }

    private SendRequest valid(String json) {
        RequestReader.Result result = reader.read(json.getBytes(UTF_8));
        assertThat(result).as(json).isInstanceOf(RequestReader.Valid.class);
        return ((RequestReader.Valid) result).request();
    }

    private RequestReader.Invalid invalid(String json) {
        RequestReader.Result result = reader.read(json.getBytes(UTF_8));
        assertThat(result).isInstanceOf(RequestReader.Invalid.class);
        return (RequestReader.Invalid) result;
    }
}
