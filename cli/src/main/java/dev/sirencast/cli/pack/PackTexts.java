package dev.sirencast.cli.pack;

import dev.sirencast.encoder.CopiedMetadata;
import dev.sirencast.encoder.EncoderOptions;
import dev.sirencast.format.MetadataValue;
import dev.sirencast.media.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * What travels with weights: what the options say, and their file's metadata as far as there is
 * room.
 *
 * @param input the file
 * @param note told what is left out of a stream that is small
 * @param warn told what cannot travel at all
 */
record PackTexts(Path input, Consumer<String> note, Consumer<String> warn) {
  /**
   * @param weights how many there are: copied text takes a share of their stream at most
   */
  SortedMap<String, MetadataValue> of(Safetensors file, EncoderOptions options, int weights) {
    CopiedMetadata texts = CopiedMetadata.of(file.metadata(), options, weights);
    if (!texts.left().isEmpty()) {
      String names = input + ": metadata " + Safetensors.oneLine(texts.leftText());
      if (texts.isLimited()) {
        note.accept(
            String.format(
                Locale.ROOT,
                "%s left out: copied text may take %,d bytes of this stream; expected --meta"
                    + " KEY=TEXT where it shall travel",
                names,
                texts.mostBytes()));
      } else {
        warn.accept(names + " does not fit its packet and is left out");
      }
    }
    return texts.kept();
  }
}
