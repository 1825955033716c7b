package io.smppworker.config;

/** Where the admin HTTP server listens; port 0 takes a free one. */
public record AdminConfig(String host, int port) {}
