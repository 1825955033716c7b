package io.smppworker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:-default}</code> in the values of a tree by environment variables, as a shell
 * does: the default also stands for an empty variable. A second dollar sign in front makes it plain text. It works on the
 * parsed tree, so that no variable, whatever is in it, can change the file's structure; and a variable's value is not
 * substituted again.
 */
final class Substitution {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(?<or>:-(?<default>[^${}]*))?}|\\$\\{");

    private final Map<String, String> env;
    private final Problems problems;

    Substitution(Map<String, String> env, Problems problems) {
        this.env = env;
        this.problems = problems;
    }

    /** Works in place; a value that cannot be substituted is rejected and becomes null. */
    void apply(ObjectNode tree) {
        JsonNode unused = value(tree, "");
    }

    private JsonNode value(JsonNode node, String path) {
        if (node instanceof ObjectNode mapping) {
            mapping.properties()
                    .forEach(entry -> entry.setValue(value(entry.getValue(), Problems.child(path, entry.getKey()))));
        } else if (node instanceof ArrayNode list) {
            for (int index = 0; index < list.size(); index++) {
                list.set(index, value(list.get(index), Problems.element(path, index)));
            }
        } else if (node instanceof TextNode scalar) {
            return text(scalar.textValue(), path);
        }
        return node;
    }

    private JsonNode text(String text, String path) {
        Matcher reference = REFERENCE.matcher(text);
        List<String> unset = new ArrayList<>();
        StringBuilder result = new StringBuilder();
        while (reference.find()) {
            String name = reference.group("name");
            String replacement = "${";
            if (name != null) {
                String value = env.get(name);
                boolean useDefault = reference.group("or") != null && (value == null || value.isEmpty());
                replacement = useDefault ? reference.group("default") : value;
            } else if (reference.group().equals("${")) {
                problems.reject(
                        path, "must have ${NAME} or ${NAME:-default} where it has ${; write $${ for a plain ${");
                return NullNode.instance;
            }
            if (replacement == null) {
                unset.add(name);
                replacement = "";
            }
            reference.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        if (!unset.isEmpty()) {
            problems.reject(path, "needs the environment variable " + String.join(", ", unset) + ", which is not set");
            return NullNode.instance;
        }
        return TextNode.valueOf(reference.appendTail(result).toString());
    }
}
