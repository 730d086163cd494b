package dev.sirencast.media.picture;

import java.io.IOException;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A picture's file, for readers that take what lies behind its end for zeros: some read there for
 * as long as the bytes before tell them to, 146 for 20 s. Whoever has read there {@value
 * #MOST_READS} times is told that the file is damaged. Not thread-safe.
 */
public final class EndedInput extends ImageInputStreamImpl {
  /** Readers look a few bytes ahead, and close what they began. */
  private static final int MOST_READS = 4_096;

  private final ImageInputStream in;
  private int reads;

  /**
   * @param in the file; closed with this
   */
  public EndedInput(ImageInputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    int read = in.read();
    if (read < 0) {
      end();
    } else {
      streamPos++;
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    bitOffset = 0;
    int read = in.read(bytes, offset, length);
    if (read < 0) {
      end();
    } else {
      streamPos += read;
    }
    return read;
  }

  private void end() throws IOException {
    if (++reads > MOST_READS) {
      throw new IOException("its data ends too early");
    }
  }

  @Override
  public void seek(long position) throws IOException {
    super.seek(position);
    in.seek(position);
  }

  @Override
  public long length() {
    try {
      return in.length();
    } catch (IOException e) {
      return -1; // as who does not know it
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    in.close();
  }
}
