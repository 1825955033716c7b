package io.smppworker.config;

import io.smppworker.message.OnInDoubt;
import io.smppworker.message.ReceiptWish;
import io.smppworker.message.TextEncoding;
import org.jspecify.annotations.Nullable;

/** What a request that does not say gets. */
public record RequestDefaults(@Nullable String from, TextEncoding encoding, ReceiptWish receipt, OnInDoubt onInDoubt) {}
