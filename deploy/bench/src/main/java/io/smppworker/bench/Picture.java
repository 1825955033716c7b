package io.smppworker.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The table as an SVG: a row for each figure with a target. Its bar ends at the middle of the runs, on a logarithmic scale
 * of how often the target is reached; a line is drawn from the least to the greatest. Right of the target is better, also
 * where less is better. Light or dark as the reader's system is.
 */
final class Picture {
    private static final int ROW = 22;
    private static final int TOP = 64;
    private static final int BAR_X = 560;
    private static final int BAR_WIDTH = 260;
    private static final int WIDTH = 1100;
    /** The scale reaches from a tenth of the target to ten times it. */
    private static final double DECADES = 1;

    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #1f2328 }
            .head { font-weight: 600; font-size: 15px } .dim { fill: #59636e } .num { text-anchor: end }
            .ground { fill: #ffffff } .met { fill: #2da44e } .missed { fill: #d1242f }
            .target { stroke: #1f2328 } .range { stroke: #1f2328; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc } .dim { fill: #9198a1 } .ground { fill: #0d1117 }
              .met { fill: #3fb950 } .missed { fill: #f85149 } .target, .range { stroke: #f0f6fc }
            }
            """;

    private final StringBuilder svg = new StringBuilder();

    private Picture() {}

    static String of(List<Figure> figures, String machine) {
        List<Figure> rows = figures.stream()
                .filter(figure -> !figure.target().equals(Target.NONE))
                .toList();
        return new Picture().drawn(rows, machine);
    }

    private String drawn(List<Figure> rows, String machine) {
        int height = TOP + ROW * rows.size() + 16;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"Figures of the benchmarks against their targets\">%n<style>%n%s</style>%n",
                WIDTH,
                height,
                STYLE));
        svg.append(String.format(Locale.ROOT, "<rect class=\"ground\" width=\"%d\" height=\"%d\"/>%n", WIDTH, height));
        text(16, 26, "head", "Figures against their targets");
        text(
                16,
                46,
                "dim",
                machine + ". Bar: middle of the runs; line: least to greatest; right of the mark is better.");
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), TOP + ROW * i);
        }
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"target\" x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke-dasharray=\"3 3\"/>%n",
                x(1),
                TOP - 6,
                height - 10));
        return svg.append("</svg>\n").toString();
    }

    private void row(Figure figure, int y) {
        Spread spread = figure.spread();
        Target target = figure.target();
        text(16, y + 14, "dim", figure.scenario());
        text(90, y + 14, "", figure.what());
        boolean isMet = target.isMet(figure.value());
        OptionalDouble reached = target.reached(figure.value());
        double end = reached.isPresent() ? x(reached.getAsDouble()) : x(isMet ? Double.MAX_VALUE : 0);
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\"/>%n",
                isMet ? "met" : "missed",
                BAR_X,
                y + 4,
                end - BAR_X,
                ROW - 9));
        range(target, spread, y);
        text(WIDTH - 130, y + 14, "num", number(figure.value()));
        text(WIDTH - 16, y + 14, "num dim", target.toString());
    }

    private void range(Target target, Spread spread, int y) {
        OptionalDouble one = target.reached(spread.least());
        OptionalDouble other = target.reached(spread.greatest());
        if (spread.runs() > 1 && one.isPresent() && other.isPresent()) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"range\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%3$d\" y2=\"%3$d\"/>%n",
                    x(one.getAsDouble()),
                    x(other.getAsDouble()),
                    y + ROW / 2 - 1));
        }
    }

    private static double x(double reached) {
        double decades = Math.log10(Math.max(reached, Double.MIN_NORMAL));
        double share = (Math.min(DECADES, Math.max(-DECADES, decades)) + DECADES) / (2 * DECADES);
        return BAR_X + Math.max(2, share * BAR_WIDTH);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%,.3f" : "%,.0f", value);
    }

    private void text(int x, int y, String style, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>%n", x, y, style, escaped(text)));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
