package dev.sirencast.cli.options;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.format.InvalidStreamException;
import dev.sirencast.format.StreamManifest;
import dev.sirencast.format.signature.SignerKey;
import dev.sirencast.receiver.FrameCounts;
import dev.sirencast.receiver.PacketCounts;
import dev.sirencast.receiver.Reception;
import dev.sirencast.receiver.SirenReceiver;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of a stream that one key has signed, for one who trusts that key.
 *
 * @param signer the key
 * @param isManifestRight whether the manifest is what it signed
 * @param packets of the stream
 * @param unverified those that are missing, or not as they were signed
 * @param refused frames that are none of the stream's, or not as they were signed
 */
public record SignatureText(
    SignerKey signer, boolean isManifestRight, int packets, int unverified, int refused) {

  /** Reads a reception that trusted the stream's signer. */
  public static SignatureText of(Reception reception) {
    PacketCounts packets = reception.report().packets();
    FrameCounts frames = reception.report().frames();
    return new SignatureText(
        reception.manifest().signature().orElseThrow().key(),
        true,
        packets.expected(),
        packets.expected() - packets.ok(),
        frames.rejected() + frames.waiting() + frames.droppedHeader());
  }

  /** Asks whether a stream is what its own signer signed; nothing of one that is not signed. */
  public static Optional<SignatureText> ofOwn(StreamManifest manifest, List<byte[]> frames) {
    return manifest.signature().map(signature -> of(signature.key(), manifest, frames));
  }

  private static SignatureText of(SignerKey signer, StreamManifest manifest, List<byte[]> frames) {
    SirenReceiver receiver = SirenReceiver.create(StreamFile.UNSEEN.withTrusted(List.of(signer)));
    frames.forEach(receiver::accept);
    try {
      return of(receiver.finish());
    } catch (InvalidStreamException e) {
      return new SignatureText(
          signer, false, manifest.packets(), manifest.packets(), frames.size());
    }
  }

  /** Whether all is there, as it was signed, and nothing else. */
  public boolean isWhole() {
    return isManifestRight && unverified == 0 && refused == 0;
  }

  /** One line. */
  public String text() {
    if (!isManifestRight) {
      return "names key " + signer + ", which did not sign it";
    }
    if (isWhole()) {
      return String.format(
          Locale.ROOT, "signed with key %s; all %,d packets are as signed", signer, packets);
    }
    return String.format(
        Locale.ROOT,
        "signed with key %s; %,d of %,d packets are missing or not as signed, %,d others refused",
        signer,
        unverified,
        packets,
        refused);
  }

  /** Fills in the same. */
  public void addTo(ObjectNode json) {
    ObjectNode node = json.putObject("signature");
    node.put("signed_by", signer.id());
    node.put("verifies", isWhole());
    node.put("packets", packets);
    node.put("packets_unverified", unverified);
    node.put("frames_refused", refused);
  }
}
