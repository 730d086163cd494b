package dev.sirencast.cli.serve;

import dev.sirencast.cli.options.SignatureText;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.receiver.ReceiverOptions;
import dev.sirencast.receiver.SirenReceiver;

/** Takes streams alone that a trusted key has signed. */
final class TrustedFrames implements FrameCheck {
  private final String name;
  private final SirenReceiver receiver;

  /**
   * @param name of the stream, for the refusal
   * @param options that trust somebody
   */
  TrustedFrames(String name, ReceiverOptions options) {
    this.name = name;
    this.receiver = SirenReceiver.create(options);
  }

  @Override
  public void accept(byte[] frame) {
    receiver.accept(frame);
  }

  @Override
  public void require() throws UntrustedStreamException {
    try {
      receiver.finish();
    } catch (InvalidStreamException e) {
      throw new UntrustedStreamException(
          name + ": " + e.getMessage() + "; it has been discarded", e);
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
