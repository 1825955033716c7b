package io.smppworker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the octets of a file to the requests on its lines. */
class RequestLinesTest {
    @Test
    void jsonLinesAreHandedOnOctetForOctet() throws Exception {
        assertThat(read("\n{\"to\":\"1\"}\r\n \t\n {\"a\": 1.00}\nhello\n{\"last\":\"€\"}"))
                .containsExactly("2 {\"to\":\"1\"}", "4  {\"a\": 1.00}", "5 hello", "6 {\"last\":\"€\"}");
    }

    @Test
    void csvCellsBecomeTheFieldsOfTheHeader() throws Exception {
        assertThat(read("messageId,to,text,priority,context.customer\na-1,27820000001,Hello €,2,0042\n"))
                .containsExactly("2 {\"messageId\":\"a-1\",\"to\":\"27820000001\",\"text\":\"Hello €\",\"priority\":2,"
                        + "\"context\":{\"customer\":\"0042\"}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`to,text\n1,\"a, b\"\n`|`2 {\"to\":\"1\",\"text\":\"a, b\"}`",
                "`to;text\n1;a, b\n`|`2 {\"to\":\"1\",\"text\":\"a, b\"}`",
                "`to\ttext\n1\ta;b\n`|`2 {\"to\":\"1\",\"text\":\"a;b\"}`",
                "`to,text\r\n1,\"say \"\"hi\"\"\"\r\n`|`2 {\"to\":\"1\",\"text\":\"say \\\"hi\\\"\"}`",
                "`to,text\n1,5\" screen`|`2 {\"to\":\"1\",\"text\":\"5\\\" screen\"}`",
                "`to,text\n1,\"\"`|`2 {\"to\":\"1\"}`",
                "`to,text\n1,`|`2 {\"to\":\"1\"}`",
                "`to,text\n1, x `|`2 {\"to\":\"1\",\"text\":\" x \"}`",
                "`\"to\", text \n1,x`|`2 {\"to\":\"1\",\"text\":\"x\"}`",
                "`to\r1\r`|`2 {\"to\":\"1\"}`",
                "`\uFEFFto\n1`|`2 {\"to\":\"1\"}`",
                "`\n\nto\n\n\n1\n\n`|`6 {\"to\":\"1\"}`",
                "`to,priority\n1,high`|`2 {\"to\":\"1\",\"priority\":\"high\"}`",
                "`to,priority\n1,1.5`|`2 {\"to\":\"1\",\"priority\":\"1.5\"}`",
                "`to,priority\n1,1 2`|`2 {\"to\":\"1\",\"priority\":\"1 2\"}`",
                "`to,binary.hex,binary.dataCoding\n"
                        + "1,00ff,4`|`2 {\"to\":\"1\",\"binary\":{\"hex\":\"00ff\",\"dataCoding\":4}}`",
                "`to,binary.hex\n1,`|`2 {\"to\":\"1\"}`",
                "`to;tlvs\n"
                        + "1;\"[{\"\"tag\"\":\"\"0x1400\"\",\"\"text\"\":\"\"x\"\"}]\"`|`2"
                        + " {\"to\":\"1\",\"tlvs\":[{\"tag\":\"0x1400\",\"text\":\"x\"}]}`",
                "`to;context\n1;{\"\"a\"\"`|`2 {\"to\":\"1\",\"context\":\"{\\\"\\\"a\\\"\\\"\"}`"
            })
    void csvInEveryDialect(String file, String request) throws Exception {
        assertThat(read(file)).containsExactly(request);
    }

    @Test
    void aRowIsNamedByTheLineThatItBeginsOn() throws Exception {
        assertThat(read("to,text\n1,\"one\ntwo\r\nthree\"\n2,x\n3\n4,a,b\n5,\"x\"y\n6,z\n"))
                .containsExactly(
                        "2 {\"to\":\"1\",\"text\":\"one\\ntwo\\r\\nthree\"}",
                        "5 {\"to\":\"2\",\"text\":\"x\"}",
                        "6! has 1 cell instead of 2",
                        "7! has 3 cells instead of 2",
                        "8! has characters behind a closing quote",
                        "9 {\"to\":\"6\",\"text\":\"z\"}");
        assertThat(read("to,text\n1,\"open\n2,x\n")).containsExactly("2! has a quote that is not closed");
    }

    @Test
    void aRowThatIsNotUtf8IsNamedAndTheOthersAreRead() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("to,text\n1,M".getBytes(StandardCharsets.UTF_8));
        file.write(0xFC);
        file.writeBytes("ller\n2,Mü\n".getBytes(StandardCharsets.UTF_8));

        assertThat(read(file.toByteArray()))
                .containsExactly("2! has a cell that is not UTF-8 at octet 2", "3 {\"to\":\"2\",\"text\":\"Mü\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to,form|column 2, form, is no field of a request (messageId, to, from,|context.form",
                "to,binary.hexx|column 2, binary.hexx, is no field|context.",
                "to,context.|column 2, context., is no field|context.",
                "to,|column 2 is no field|context.NAME",
                "27820000001,Hello there|column 1 is no field|context.NAME",
                "to,text,to|has a header with two columns to|to",
                "to,context.a,context|a column context and one inside of it, context.a|header",
                "to,binary,binary.hex|a column binary and one inside of it, binary.hex|header",
                "to,\"text|has a header that has a quote that is not closed|header"
            })
    void aHeaderThatIsNoneIsRefused(String header, String problem, String more) {
        assertThatThrownBy(() -> read(header + "\n1,x\n"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(more)
                .hasMessageNotContainingAny("27820000001", "Hello");
    }

    @Test
    void otherFilesAreRefusedInWords() {
        assertThatThrownBy(() -> read("[{\"to\":\"1\"}]")).hasMessageContaining("JSON array");
        assertThatThrownBy(() -> read("to,text\n1,x".getBytes(StandardCharsets.UTF_16)))
                .hasMessageContaining("UTF-16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF", "to,text\n", "to,text"})
    void nothingIsNoProblem(String file) throws Exception {
        assertThat(read(file)).isEmpty();
    }

    @Test
    void aLineWithoutEndIsNotKept() throws Exception {
        String endless = "x".repeat(RequestLines.MOST_OCTETS + 1);

        assertThat(read("{}\n{" + endless + "\n{}\n"))
                .containsExactly("1 {}", "2! is longer than a record may be", "3 {}");
        assertThat(read("to\n" + endless + "\n1\n"))
                .containsExactly("2! is longer than a record may be", "3 {\"to\":\"1\"}");
    }

    @Test
    void anyOctetsAreReadToTheirEndWithoutAnError() throws Exception {
        Random random = new Random(15);
        byte[] alphabet = "to,;\"\r\n\t{}[]x\u00E9".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] file = new byte[random.nextInt(60)];
            for (int j = 0; j < file.length; j++) {
                file[j] = alphabet[random.nextInt(alphabet.length)];
            }
            byte[] withHeader = concat("to,text\n".getBytes(StandardCharsets.UTF_8), file);
            long lines = new String(file, StandardCharsets.ISO_8859_1).lines().count();
            assertThat(read(withHeader).size()).isLessThanOrEqualTo((int) lines + 1);
            try {
                List<String> unused = read(file);
            } catch (BadInput expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static byte[] concat(byte[] one, byte[] other) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(one);
        all.writeBytes(other);
        return all.toByteArray();
    }

    private static List<String> read(String file) throws BadInput, IOException {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    /** A string for each line: its number, and the request, or behind an exclamation mark the problem. */
    private static List<String> read(byte[] file) throws BadInput, IOException {
        List<String> seen = new ArrayList<>();
        RequestLines.read(new ByteArrayInputStream(file), new RequestLines.Reader() {
            @Override
            public void request(long line, byte[] json) {
                seen.add(line + " " + new String(json, StandardCharsets.UTF_8));
            }

            @Override
            public void unreadable(long line, String problem) {
                seen.add(line + "! " + problem);
            }
        });
        return seen;
    }
}
