package io.hydrant.http;

import io.vertx.core.net.KeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;

/// With what a door shows who it is: a certificate, those that vouch for it, and its key. Whoever
/// has one knows that they belong together.
///
/// @param chain the door's own certificate first
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)-----END");

  private static final String PROBE = "hydrant";
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final byte[] VERSION = {0x02, 0x01, 0x00};
  private static final int LONG_FORM = 0x80;

  public TlsIdentity {
    chain = List.copyOf(chain);
  }

  /// A text is not what it should be; the message says why, and holds nothing of it.
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /// Reads the certificates of a file in PEM form.
  public static List<X509Certificate> chain(String pem) throws Unusable {
    if (!pem.contains(CERTIFICATE)) {
      throw new Unusable("holds no certificate in PEM form (" + CERTIFICATE + ")");
    }
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      byte[] bytes = pem.getBytes(StandardCharsets.ISO_8859_1);
      for (Certificate each : factory.generateCertificates(new ByteArrayInputStream(bytes))) {
        chain.add((X509Certificate) each);
      }
    } catch (CertificateException e) {
      throw new Unusable("holds something that is no certificate in PEM form");
    }
    return chain;
  }

  /// Reads the key that belongs to certificates: PEM, in PKCS #8 or in the older forms of RSA and
  /// of elliptic curves.
  public static TlsIdentity of(List<X509Certificate> chain, String keyPem) throws Unusable {
    PublicKey owner = chain.getFirst().getPublicKey();
    PrivateKey key = key(keyPem, owner);
    if (!belong(owner, key)) {
      throw new Unusable("is not the key of the certificate beside it");
    }
    return new TlsIdentity(chain, key);
  }

  private static PrivateKey key(String pem, PublicKey owner) throws Unusable {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new Unusable("holds no private key in PEM form (-----BEGIN PRIVATE KEY-----)");
    }
    String form = matcher.group(1).strip();
    if (form.equals("ENCRYPTED") || pem.contains("Proc-Type: 4,ENCRYPTED")) {
      throw new Unusable("is encrypted; write it without a password (openssl pkey -in … -out …)");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
      byte[] pkcs8 = form.isEmpty() ? bytes : inPkcs8(bytes, owner);
      return KeyFactory.getInstance(owner.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Unusable("holds no key of the certificate's kind, " + owner.getAlgorithm());
    }
  }

  private static boolean belong(PublicKey owner, PrivateKey key) throws Unusable {
    String algorithm =
        switch (owner.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> owner.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE.getBytes(StandardCharsets.US_ASCII));
      byte[] signed = signature.sign();
      signature.initVerify(owner);
      signature.update(PROBE.getBytes(StandardCharsets.US_ASCII));
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  // ---- the older forms hold the key alone: PKCS #8 puts its kind before it, as the certificate
  // has it (RFC 5958, RFC 5280)

  private static byte[] inPkcs8(byte[] key, PublicKey owner) {
    byte[] kind = first(owner.getEncoded());
    return element(SEQUENCE, joined(VERSION, kind, element(OCTETS, key)));
  }

  /// The first element of a sequence.
  private static byte[] first(byte[] sequence) {
    int start = 2 + lengthBytes(sequence, 1);
    int length = sequence[start + 1] & 0xff;
    if (length >= LONG_FORM) {
      throw new IllegalArgumentException("the kind of a key is longer than is known");
    }
    byte[] first = new byte[2 + length];
    System.arraycopy(sequence, start, first, 0, first.length);
    return first;
  }

  /// How many bytes of a length follow the one at `at`.
  private static int lengthBytes(byte[] bytes, int at) {
    int length = bytes[at] & 0xff;
    return length < LONG_FORM ? 0 : length - LONG_FORM;
  }

  private static byte[] element(int tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < LONG_FORM
            ? new byte[] {(byte) tag, (byte) length}
            : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return joined(head, content);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  // ---- for the door

  /// When the first of its certificates is over.
  public Instant expiry() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  KeyCertOptions options() {
    char[] none = {};
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("door", key, none, chain.toArray(new Certificate[0]));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, none);
      return KeyCertOptions.wrap((javax.net.ssl.X509KeyManager) factory.getKeyManagers()[0]);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the platform cannot hold a certificate", e);
    }
  }

  /// Nothing of the key.
  @Override
  public String toString() {
    return chain.getFirst().getSubjectX500Principal().getName();
  }
}
