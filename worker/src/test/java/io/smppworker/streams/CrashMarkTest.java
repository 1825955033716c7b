package io.smppworker.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashMarkTest {
    @TempDir
    Path directory;

    @Test
    void itIsLeftByWhoeverDoesNotClearIt() {
        Path stateDir = directory.resolve("state");
        assertThat(new CrashMark(stateDir).isLeft()).isFalse();

        new CrashMark(stateDir).set();

        assertThat(new CrashMark(stateDir).isLeft()).isTrue();
    }

    @Test
    void onceClearedItIsNotLeft() {
        CrashMark mark = new CrashMark(directory);
        mark.set();
        mark.clear();
        mark.clear();

        assertThat(mark.isLeft()).isFalse();
    }
}
