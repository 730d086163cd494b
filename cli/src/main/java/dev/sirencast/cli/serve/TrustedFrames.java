package dev.sirencast.cli.serve;

import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.SirenReceiver;

/** Takes streams alone that a trusted key has signed. */
final class TrustedFrames implements FrameCheck {
  private final String name;
  private final SirenReceiver receiver;
  private final boolean wholeOnly;

  /**
   * @param name of the stream, for the refusal
   * @param options that trust somebody
   * @param wholeOnly whether a stream is refused in which a packet is not as it was signed
   */
  TrustedFrames(String name, ReceiverOptions options, boolean wholeOnly) {
    this.name = name;
    this.wholeOnly = wholeOnly;
    this.receiver = SirenReceiver.create(options);
  }

  @Override
  public void accept(byte[] frame) {
    receiver.accept(frame);
  }

  @Override
  public void require() throws DiscardedStreamException {
    SignatureText came;
    try {
      came = SignatureText.of(receiver.finish());
    } catch (InvalidStreamException e) {
      throw new DiscardedStreamException(name + ": " + e.getMessage(), e);
    }
    if (wholeOnly && !came.isWhole()) {
      throw new DiscardedStreamException(name + ": " + came.text(), null);
    }
  }

  /** What came of the frames, once they were asked for. */
  SignatureText signature() {
    try {
      return SignatureText.of(receiver.finish());
    } catch (InvalidStreamException e) {
      throw new IllegalStateException("it was taken before", e);
    }
  }
}
