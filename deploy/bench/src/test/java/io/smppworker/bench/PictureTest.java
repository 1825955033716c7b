package io.smppworker.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureTest {
    private static final double MARK = 560 + 130;

    @Test
    void aBarEndsRightOfTheMarkWhenTheTargetIsMetAndLeftOfItWhenNot() throws Exception {
        Document svg = drawn(
                figure("share, 1 & 2", Target.atLeast(0.5), 0.6, 0.7, 0.8),
                figure("p99, ms", Target.atMost(100), 200),
                figure("throttled", Target.atMost(0), 0),
                figure("without a target", Target.NONE, 1));
        List<Element> bars = bars(svg);
        assertThat(bars).hasSize(3);
        assertThat(bars).extracting(bar -> bar.getAttribute("class")).containsExactly("met", "missed", "met");
        assertThat(bars.stream().map(PictureTest::end))
                .satisfiesExactly(
                        met -> assertThat(met).isGreaterThan(MARK),
                        missed -> assertThat(missed).isLessThan(MARK),
                        none -> assertThat(none).isGreaterThan(MARK));
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("share, 1 & 2", "0.700", ">= 0.500", "a machine")
                .doesNotContain("without a target");
    }

    private static double end(Element bar) {
        return Double.parseDouble(bar.getAttribute("x")) + Double.parseDouble(bar.getAttribute("width"));
    }

    private static Figure figure(String what, Target target, double... measured) {
        Figure figure = new Figure("scenario", target, false);
        for (double value : measured) {
            figure.add(what, value);
        }
        return figure;
    }

    private static Document drawn(Figure... figures) throws Exception {
        String svg = Picture.of(List.of(figures), "a machine");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> bars(Document svg) {
        NodeList rectangles = svg.getElementsByTagName("rect");
        List<Element> bars = new ArrayList<>();
        for (int i = 0; i < rectangles.getLength(); i++) {
            Element rectangle = (Element) rectangles.item(i);
            if (!rectangle.getAttribute("class").equals("ground")) {
                bars.add(rectangle);
            }
        }
        return bars;
    }
}
