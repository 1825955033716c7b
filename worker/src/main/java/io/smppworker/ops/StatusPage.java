package io.smppworker.ops;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The page for people: one file without other assets, which asks {@code /status} every second. */
final class StatusPage {
    private static final String RESOURCE = "status.html";

    private final String html;

    StatusPage() {
        try (InputStream page = StatusPage.class.getResourceAsStream(RESOURCE)) {
            html = new String(Objects.requireNonNull(page, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }

    byte[] bytes() {
        return html.getBytes(StandardCharsets.UTF_8);
    }

    /** What a browser may do with it: run its own script, use its own styles, ask this server; nothing else. */
    String contentSecurityPolicy() {
        return "default-src 'none'; script-src '%s'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                .formatted(sha256(between("<script>", "</script>")));
    }

    private String between(String begin, String end) {
        return html.substring(html.indexOf(begin) + begin.length(), html.indexOf(end));
    }

    private static String sha256(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
