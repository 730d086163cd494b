package dev.sirencast.transport.carousel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM for the datagrams of one session of a carousel, which are counted: the nonce is the
 * count, and what stands before the ciphertext is authenticated with it. For one thread.
 */
final class SessionCipher {
  static final int SESSION_BYTES = 16;
  static final int COUNT_BYTES = Long.BYTES;
  static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = 12;

  private final SecretKeySpec key;
  private final Cipher cipher;

  /** The cipher of a session with that random number. */
  SessionCipher(GroupKey group, byte[] session) {
    this.key = group.sessionKey(session);
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /**
   * Appends a ciphertext and its tag to what is authenticated with it.
   *
   * @param count never the same twice
   */
  void encrypt(long count, ByteBuf header, ByteBuf plain) {
    byte[] sealed = new byte[plain.readableBytes() + TAG_BYTES];
    try {
      begin(Cipher.ENCRYPT_MODE, count, header);
      cipher.doFinal(plain.nioBuffer(), ByteBuffer.wrap(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    header.writeBytes(sealed);
  }

  /** The content of a ciphertext with its tag; null unless it was made with that key and header. */
  @Nullable ByteBuf decrypt(long count, ByteBuf header, ByteBuf sealed) {
    byte[] plain = new byte[Math.max(0, sealed.readableBytes() - TAG_BYTES)];
    try {
      begin(Cipher.DECRYPT_MODE, count, header);
      cipher.doFinal(sealed.nioBuffer(), ByteBuffer.wrap(plain));
      return Unpooled.wrappedBuffer(plain);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void begin(int mode, long count, ByteBuf header) throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(NONCE_BYTES).putLong(NONCE_BYTES - COUNT_BYTES, count).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(header.nioBuffer());
  }
}
