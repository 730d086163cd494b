package dev.sirencast.transport.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's judgement of a peer's certificate, which remembers why it rejected one: QUIC's native
 * library reports no more than that. Thread-safe.
 */
public final class QuicTrust extends X509ExtendedTrustManager {
  private final TlsOptions options;
  private final X509ExtendedTrustManager judge;
  private volatile @Nullable CertificateException rejection;

  /** Trusts what the options say. */
  public QuicTrust(TlsOptions options) {
    this.options = options;
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(options.hasAuthorities() ? store(options) : null);
      this.judge =
          Arrays.stream(factory.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .findFirst()
              .orElseThrow();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("this Java cannot use " + options, e);
    }
  }

  private static KeyStore store(TlsOptions options) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (X509Certificate authority : options.authorities()) {
      store.setCertificateEntry("authority" + number++, authority);
    }
    return store;
  }

  /** As {@link TlsFailures#explain}, with the reason where a certificate was rejected. */
  public Throwable explain(Throwable cause) {
    CertificateException reason = rejection;
    return TlsFailures.explain(
        reason != null && cause instanceof SSLException ? new SSLException(reason) : cause,
        options);
  }

  private interface Judgement {
    void run() throws CertificateException;
  }

  private void remember(Judgement judgement) throws CertificateException {
    rejection = null;
    try {
      judgement.run();
    } catch (CertificateException e) {
      rejection = e;
      throw e;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    remember(() -> judge.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    remember(() -> judge.checkClientTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    remember(() -> judge.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    remember(() -> judge.checkClientTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    remember(() -> judge.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    remember(() -> judge.checkClientTrusted(chain, type));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
