/**
 * One bind: its session, timers, PDUs and command_status policy. On the data path it is the last step before the
 * provider (submit_sm out) and the first after it (deliver_sm in). The only user of cloudhopper and Netty. A bind waits
 * on a connecting thread; from then on a session lives on its event loop, which nothing here blocks.
 */
@NullMarked
package io.smppworker.smpp;

import org.jspecify.annotations.NullMarked;
