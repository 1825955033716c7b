package io.smppworker.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The status tree as one self-contained HTML page: objects and lists of objects become tables, whatever they hold. */
final class StatusPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="5">
            <title>smpp-worker</title>
            <style>
            :root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --soft: light-dark(#5b6570, #9aa4af); }
            body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
            h1 { font-size: 1.4rem; margin: 0; }
            p { margin: .3rem 0 1.2rem; }
            a { color: inherit; margin-right: 1rem; }
            ul { margin: 0; padding-left: 1.2rem; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { border-bottom: 1px solid var(--line); padding: .3rem 1rem .3rem 0; text-align: left; vertical-align: top; }
            th { color: var(--soft); font-weight: 500; white-space: nowrap; }
            td.number { text-align: right; }
            .well { color: light-dark(#1a6e35, #6fce8c); }
            .missing { color: light-dark(#b3261e, #ff8a80); }
            div { overflow-x: auto; }
            </style>
            </head>
            <body>
            <h1>smpp-worker</h1>
            """;
    private static final String FOOT = """

            <p><a href="/status">/status</a><a href="/metrics">/metrics</a><a href="/ready">/ready</a><a href="/live">/live</a></p>
            </body>
            </html>
            """;

    private final StringBuilder html = new StringBuilder(HEAD);

    private StatusPage() {}

    static String of(List<String> missing, JsonNode status) {
        StatusPage page = new StatusPage();
        page.readiness(missing);
        page.html.append("<div>");
        page.value(status);
        page.html.append("</div>").append(FOOT);
        return page.html.toString();
    }

    private void readiness(List<String> missing) {
        if (missing.isEmpty()) {
            html.append("<p class=\"well\">Ready</p>");
            return;
        }
        html.append("<p class=\"missing\">Not ready: ");
        text(String.join("; ", missing));
        html.append("</p>");
    }

    private void value(JsonNode node) {
        if (node.isObject() && !node.isEmpty()) {
            object(node);
        } else if (node.isArray() && !node.isEmpty()) {
            list(node);
        } else if (node.isValueNode() && !node.isNull()) {
            text(node.asText());
        } else {
            html.append('–');
        }
    }

    private void object(JsonNode object) {
        html.append("<table>");
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            html.append("<tr>");
            heading(field.getKey());
            cell(field.getValue());
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private void list(JsonNode list) {
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode row : list) {
            row.fieldNames().forEachRemaining(columns::add);
        }
        if (columns.isEmpty()) {
            html.append("<ul>");
            for (JsonNode item : list) {
                html.append("<li>");
                value(item);
                html.append("</li>");
            }
            html.append("</ul>");
            return;
        }
        html.append("<table><tr>");
        columns.forEach(this::heading);
        html.append("</tr>");
        for (JsonNode row : list) {
            html.append("<tr>");
            columns.forEach(column -> cell(row.path(column)));
            html.append("</tr>");
        }
        html.append("</table>");
    }

    private void heading(String name) {
        html.append("<th>");
        text(name);
        html.append("</th>");
    }

    private void cell(JsonNode node) {
        html.append(node.isNumber() ? "<td class=\"number\">" : "<td>");
        value(node);
        html.append("</td>");
    }

    private void text(String text) {
        html.append(text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;"));
    }
}
