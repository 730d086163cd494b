package dev.sirencast.cli.sign.oms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model's detached signature, made or verified. Immutable. */
public final class ModelSignature {
  private final String signer;
  private final String digest;
  private final Comparison comparison;
  private final byte[] json;

  private ModelSignature(String signer, String digest, Comparison comparison, byte[] json) {
    this.signer = signer;
    this.digest = digest;
    this.comparison = comparison;
    this.json = json;
  }

  /**
   * Signs what is there.
   *
   * @throws IOException if a file cannot be read, or is a symbolic link
   * @throws IllegalArgumentException if there is none, or there are too many for a bundle
   */
  public static ModelSignature sign(ModelScope scope, BundleSigner signer, Progress progress)
      throws IOException {
    Path model = scope.path();
    Serialization how = Serialization.ignoring(scope.allIgnored());
    Set<String> out = Set.copyOf(how.ignored());
    ModelFiles files = ModelFiles.list(model, false, name -> PathName.isBelow(name, out));
    FileDigests reader = new FileDigests(files.bytes(), progress);
    List<Resource> resources = new ArrayList<>();
    for (Map.Entry<String, Path> file : files.paths().entrySet()) {
      resources.add(new Resource(file.getKey(), reader.of(file.getValue())));
    }
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("holds no file to sign");
    }
    Statement statement = new Statement(ModelFiles.nameOf(model), resources, how);
    byte[] json = Bundle.sign(statement, signer);
    if (json.length > Bundle.MAX_BYTES) {
      throw new IllegalArgumentException(
          "has too many files for one bundle: " + resources.size() + "; expected some 50,000");
    }
    return new ModelSignature(
        signer.key().fingerprint(),
        statement.digest(),
        new Comparison(List.of(), List.of(), List.of(), resources.size(), reader.done()),
        json);
  }

  /**
   * Verifies the signature of a bundle, and compares what it is of with what is there.
   *
   * @param now when certificates have to be valid
   * @throws IOException if a file cannot be read, or is a symbolic link where there were none
   * @throws IllegalArgumentException if nobody who is trusted signed it, or it is no statement of
   *     files
   */
  public static ModelSignature verify(
      ModelScope scope, Bundle bundle, TrustedSigners trusted, Instant now, Progress progress)
      throws IOException {
    SignedStatement signed = bundle.verified(trusted, now);
    Comparison comparison = Comparison.of(scope, signed.statement(), progress);
    return new ModelSignature(
        signed.signer(), signed.statement().digest(), comparison, new byte[0]);
  }

  /** The fingerprint of the key that signed. */
  public String signer() {
    return signer;
  }

  /** The digest of all files' digests, 64 hexadecimal digits. */
  public String digest() {
    return digest;
  }

  /** What became of the files. */
  public Comparison comparison() {
    return comparison;
  }

  /** The bundle's file, of one that was made. */
  public byte[] json() {
    return json.clone();
  }
}
