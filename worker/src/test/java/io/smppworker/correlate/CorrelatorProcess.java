package io.smppworker.correlate;

import io.smppworker.sandbox.process.JavaCommand;
import io.smppworker.sandbox.process.JavaProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A correlator in a process of its own, to be killed. */
final class CorrelatorProcess {
    private CorrelatorProcess() {}

    /** Starts it; returns at once. One that is started again finds its state. */
    static JavaProcess start(CorrelatorScene scene, Path directory, String name) {
        Path stateDir = directory.resolve(name);
        return JavaCommand.main(CorrelatorProcess.class)
                .jvmOptions("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                // what its libraries unpack and one that is killed leaves behind
                .jvmOptions("-Djava.io.tmpdir=" + directory)
                .log(directory.resolve(name + ".log"))
                .start(scene.run(), scene.broker().bootstrapServers(), stateDir.toString());
    }

    /** Correlates until its standard input ends, as it does with its parent. */
    public static void main(String[] arguments) throws IOException {
        try (Correlator correlator = CorrelatorScene.correlator(arguments[0], arguments[1], Path.of(arguments[2]))) {
            correlator.start();
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
