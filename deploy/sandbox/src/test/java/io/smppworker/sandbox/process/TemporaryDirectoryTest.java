package io.smppworker.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class TemporaryDirectoryTest {
    @Test
    void itGoesWithAllThatItHolds() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create("temporary-directory-test-");
        Files.writeString(directory.path().resolve("file"), "something");
        directory.close();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void whatIsToBeKeptStays() throws IOException {
        TemporaryDirectory directory = TemporaryDirectory.create("temporary-directory-test-");
        try {
            Files.writeString(directory.path().resolve("file"), "something");
            directory.keep();
            directory.close();
            assertThat(directory.path().resolve("file")).hasContent("something");
        } finally {
            TemporaryDirectory.delete(directory.path());
        }
    }
}
