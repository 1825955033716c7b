package io.smppworker.cli;

import io.smppworker.intake.RequestCheck;
import io.smppworker.schemas.RequestReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Completes the requests of a file, spools those that a worker would send, and collects a problem for every other line. A
 * messageId that an earlier line has is a problem too: the worker would not send the second request. Not thread-safe.
 */
final class RequestLinesCheck implements RequestLines.Reader {
    private static final int MOST_PROBLEMS = 20;

    private final LineRanges wanted;
    private final RequestCompletion completion;
    private final RequestCheck check;
    private final RequestSpool spool;
    private final ProgressLine progress;

    private final Map<String, Long> lineOfMessageId = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long badLines;

    /** @param wanted all other lines are skipped */
    RequestLinesCheck(
            LineRanges wanted,
            RequestCompletion completion,
            RequestCheck check,
            RequestSpool spool,
            ProgressLine progress) {
        this.wanted = wanted;
        this.completion = completion;
        this.check = check;
        this.spool = spool;
        this.progress = progress;
    }

    @Override
    public void request(long line, byte[] json) throws IOException {
        if (!wanted.contains(line)) {
            return;
        }
        byte[] whole = completion.complete(line, json);
        RequestCheck.Result result = check.check(whole);
        if (result instanceof RequestCheck.Sendable sendable) {
            Long earlier = completion.made(sendable.messageId())
                    ? null
                    : lineOfMessageId.putIfAbsent(sendable.messageId(), line);
            if (earlier == null) {
                spool.add(new RequestSpool.Checked(line, sendable.messageId(), whole));
            } else {
                bad(line, "has the messageId of line " + earlier);
            }
        } else if (result instanceof RequestCheck.Unsendable unsendable) {
            bad(line, inWords(unsendable));
        }
        progress.at(line, null, "lines checked");
    }

    @Override
    public void unreadable(long line, String problem) {
        if (wanted.contains(line)) {
            bad(line, problem);
        }
    }

    private void bad(long line, String problem) {
        badLines++;
        if (problems.size() < MOST_PROBLEMS) {
            problems.add("line %d: %s".formatted(line, problem));
        }
    }

    /** Without the JSON parser's line number, which is always 1: the file's own is printed before. */
    private static String inWords(RequestCheck.Unsendable unsendable) {
        return switch (unsendable.reason()) {
            case RequestReader.SCHEMA -> unsendable.detail();
            case RequestReader.NOT_JSON ->
                "is no JSON: " + unsendable.detail().replace("at line 1, column ", "at column ");
            default -> "cannot be sent: " + unsendable.detail();
        };
    }

    boolean allGood() {
        return badLines == 0;
    }

    /** The first {@value #MOST_PROBLEMS} problems, a line each, and one line that counts the others. */
    List<String> problems() {
        List<String> lines = new ArrayList<>(problems);
        if (badLines > problems.size()) {
            lines.add("and %d more lines".formatted(badLines - problems.size()));
        }
        return lines;
    }
}
