package io.smppworker.bench.contender;

import io.smppworker.config.ConfigFile;
import io.smppworker.config.WorkerConfig;
import java.nio.file.Path;
import java.util.Map;

/** What a contender is given: the broker, group and account of its only argument, and what it sends. */
final class Given {
    static final String TEXT = "Your parcel arrives today between 10:00 and 12:00. Reply STOP to opt out.";
    static final String DESTINATION = "27810000001111";

    private Given() {}

    static WorkerConfig config(String[] arguments) {
        ConfigFile.Result result = ConfigFile.load(Path.of(arguments[0]), Map.of());
        if (result instanceof ConfigFile.Loaded loaded) {
            return loaded.config();
        }
        throw new IllegalArgumentException(result.toString());
    }
}
