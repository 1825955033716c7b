/**
 * One bind: its session, timers, PDUs and command_status policy. On the data path it is the last step before the
 * provider (submit_sm out) and the first after it (deliver_sm in). The only user of cloudhopper and Netty.
 */
@NullMarked
package io.smppworker.smpp;

import org.jspecify.annotations.NullMarked;
