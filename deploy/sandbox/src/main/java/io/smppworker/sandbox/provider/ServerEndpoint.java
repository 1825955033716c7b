package io.smppworker.sandbox.provider;

/**
 * Where one of the provider's servers listens.
 *
 * @param host address bound; in a configuration as in the answer
 * @param plainPort TCP port without TLS; 0 in a configuration lets the provider choose
 * @param tlsPort TCP port with TLS; 0 in a configuration lets the provider choose
 * @param location data centre
 * @param population how crowded the server is: high, medium or low
 */
public record ServerEndpoint(String name, String host, int plainPort, int tlsPort, String location, String population) {
    ServerEndpoint withPorts(int plain, int tls) {
        return new ServerEndpoint(name, host, plain, tls, location, population);
    }
}
