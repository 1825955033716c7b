package io.smppworker.smpp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private key of a client certificate, from its PEM file (RFC 7468 §10). Pure; no message shows any of the key. */
final class ClientKey {
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String NOT_PKCS8 =
            "account.tls.keyFile must be PEM with BEGIN PRIVATE KEY (PKCS #8, not encrypted):"
                    + " openssl pkcs8 -topk8 -nocrypt -in old.pem -out new.pem";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519", "Ed448");
    private static final byte[] ANYTHING = {1, 2, 3};

    private ClientKey() {}

    /**
     * Reads it.
     *
     * @throws GeneralSecurityException naming the configuration key, when it is no usable key or not the certificate's
     */
    static PrivateKey of(byte[] pem, X509Certificate certificate) throws GeneralSecurityException {
        Matcher found = PKCS8.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new InvalidKeyException(NOT_PKCS8);
        }
        PrivateKey key = decoded(found.group(1));
        if (!isOf(certificate, key)) {
            throw new InvalidKeyException(
                    "account.tls.keyFile is not the key of the first certificate in certificateFile");
        }
        return key;
    }

    private static PrivateKey decoded(String base64) throws GeneralSecurityException {
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(NOT_PKCS8, e);
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException ofAnotherAlgorithm) {
                // the next
            }
        }
        throw new InvalidKeyException("account.tls.keyFile must hold a key of RSA, EC, Ed25519 or Ed448");
    }

    private static boolean isOf(X509Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "EdDSA";
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(ANYTHING);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(ANYTHING);
            return signature.verify(signed);
        } catch (InvalidKeyException | java.security.SignatureException e) {
            return false;
        }
    }
}
