package dev.sirencast.examples;

import dev.sirencast.media.SignalWriter;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code DecodeFile IN.siren OUT.png}: the smallest application there is. */
public final class DecodeFile {
  private DecodeFile() {}

  /** Reads a stream, damaged or not, writes its signal and says how the packets fared. */
  public static void main(String[] arguments) throws IOException {
    SirenReceiver receiver = SirenReceiver.create();
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      receiver.readFrom(in);
    }
    Reception reception = receiver.finish();
    SignalWriter.write(reception.reconstruct(), Path.of(arguments[1]));
    System.out.println(reception.report().packets());
  }
}
