package io.smppworker.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An input file named on the command line; {@code -} is standard input. */
final class GivenInput {
    private static final String STANDARD_INPUT = "-";

    private GivenInput() {}

    static boolean isStandardInput(Path given) {
        return given.toString().equals(STANDARD_INPUT);
    }

    /** @throws BadInput when there is no such file, or it cannot be opened */
    static InputStream open(Path given) throws BadInput {
        if (isStandardInput(given)) {
            return System.in;
        }
        if (Files.isDirectory(given)) {
            throw new BadInput("is a directory");
        }
        try {
            return Files.newInputStream(given);
        } catch (NoSuchFileException e) {
            throw new BadInput("does not exist");
        } catch (IOException e) {
            throw new BadInput("cannot be opened: " + e.getMessage());
        }
    }
}
