package io.smppworker.outbound;

import io.smppworker.message.Source;

/** Is notified of finished requests, so that their offsets can be committed. */
@FunctionalInterface
public interface Progress {
    /** Nothing more will happen to this request. Called on the dispatcher's thread; must not block. */
    void finished(Source source);
}
