package io.hydrant.http;

import io.hydrant.Repository;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// Certificates of `localhost` and their keys, which are known to everybody, and clients that trust
/// one of them.
public final class TlsFiles {
  private TlsFiles() {}

  public static Path path(String name) {
    return Repository.path("service/src/test/resources/io/hydrant/tls/" + name);
  }

  static String text(String name) {
    return Repository.text("service/src/test/resources/io/hydrant/tls/" + name);
  }

  static TlsIdentity identity(String certificate, String key) throws TlsIdentity.Unusable {
    return TlsIdentity.of(TlsIdentity.chain(text(certificate)), text(key));
  }

  /// What trusts this certificate, and checks that it is for whom it asks.
  public static SSLContext trusting(String certificate)
      throws GeneralSecurityException, IOException, TlsIdentity.Unusable {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("it", TlsIdentity.chain(text(certificate)).getFirst());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /// What shows this certificate to who connects.
  public static SSLContext showing(String certificate, String key)
      throws GeneralSecurityException, IOException, TlsIdentity.Unusable {
    TlsIdentity identity = identity(certificate, key);
    char[] none = {};
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, none);
    store.setKeyEntry("it", identity.key(), none, identity.chain().toArray(new Certificate[0]));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  /// Has clients trust this certificate alone that go by what the JDK trusts; to be restored.
  public static void trustInstead(String certificate, Path file)
      throws GeneralSecurityException, IOException, TlsIdentity.Unusable {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("it", TlsIdentity.chain(text(certificate)).getFirst());
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
  }

  /// Has them trust again what the JDK trusts.
  public static void trustAgain() {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
  }

  /// A connection over which the handshake is done.
  static SSLSocket connect(SSLContext context, int port, String version) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setEnabledProtocols(new String[] {version});
    try {
      socket.startHandshake();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  /// The name in the certificate that the other side showed.
  static String shown(SSLSocket socket) throws IOException {
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSubjectX500Principal().getName();
  }
}
