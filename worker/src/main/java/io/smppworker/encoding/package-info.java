/**
 * Characters to octets and back: GSM 03.38, UCS-2, the segments of a long message and their user data headers. On the
 * data path between a request's text and its submit_sm, and between a deliver_sm and the text it brings.
 */
@NullMarked
package io.smppworker.encoding;

import org.jspecify.annotations.NullMarked;
