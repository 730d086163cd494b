package dev.sirencast.patch;

import dev.sirencast.entropy.RansDecoder;
import dev.sirencast.entropy.RansEncoder;
import dev.sirencast.entropy.SymbolModel;
import dev.sirencast.entropy.SymbolTable;
import dev.sirencast.quantization.QuantizedTensor;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a packet's body holds whole patches.
 *
 * <p>A body is the number of its patches in one byte, their heads, all symbols, one patch after
 * another, in the entropy coding that {@link RansDecoder} describes, and {@link BodyCheck}. A head
 * has the patch's number in three bytes and, from the highest bit on, 4 bits of width, 6 of
 * amplitude, 6 of fineness and 8 of spread. A tensor's symbols have the Gaussian density of {@link
 * SymbolModel} whose deviation has the index that the tensor's model says, plus the patch's spread;
 * seeded tensors have none. So a body needs nothing but the manifest to be read. Not thread-safe.
 */
public final class PatchBodyCoder implements PatchCoder {
  /** The most patches of a body. */
  public static final int MAX_PATCHES = 255;

  /** The most weights of all patches of a body. */
  public static final int MAX_WEIGHTS = 1 << 18;

  /** What a patch takes in a body beside its symbols. */
  public static final int HEAD_BYTES = 6;

  /** The number of patches, the check and the coder's states. */
  private static final int SHARED_BYTES = 11;

  private static final int BITS = QuantizedTensor.MAX_BITS;

  private final PatchDescription patches;
  private final @Nullable SymbolTable[] tables = new SymbolTable[SymbolModel.MAX_INDEX + 1];
  private final int @Nullable [][] decodings = new int[SymbolModel.MAX_INDEX + 1][];
  private final RansEncoder encoder = new RansEncoder();
  private final RansDecoder decoder = new RansDecoder();

  /** Returns a coder of a stream's patches. */
  public PatchBodyCoder(PatchDescription patches) {
    this.patches = patches;
  }

  private SymbolTable table(int deviation) {
    SymbolTable table = tables[deviation];
    if (table == null) {
      table = SymbolTable.of(new SymbolModel(0, deviation), BITS);
      tables[deviation] = table;
    }
    return table;
  }

  private int[] decoding(int deviation) {
    int[] decoding = decodings[deviation];
    if (decoding == null) {
      decoding = table(deviation).decoding();
      decodings[deviation] = decoding;
    }
    return decoding;
  }

  @Override
  public int sharedBytes() {
    return SHARED_BYTES;
  }

  /** Refuses patches that are no body's. */
  static void requireMembers(List<PatchSymbols> members) {
    int symbols = members.stream().mapToInt(patch -> patch.symbols().length).sum();
    if (members.isEmpty() || members.size() > MAX_PATCHES || symbols > MAX_WEIGHTS) {
      throw new IllegalArgumentException(
          "a body has 1 to "
              + MAX_PATCHES
              + " patches of at most "
              + MAX_WEIGHTS
              + " weights, got "
              + members.size()
              + " of "
              + symbols);
    }
  }

  @Override
  public byte[] encode(List<PatchSymbols> members) {
    requireMembers(members);
    int sent =
        members.stream().mapToInt(patch -> patches.family().sentWeights(patch.width())).sum();
    push(members, sent, 0);
    if (encoder.isMixed()) {
      push(members, sent, RansDecoder.LOWEST);
    }
    byte[] coded = encoder.finish();
    byte[] body = new byte[1 + HEAD_BYTES * members.size() + coded.length + BodyCheck.BYTES];
    body[0] = (byte) members.size();
    int at = 1;
    for (PatchSymbols patch : members) {
      at = put(body, at, patch.patch());
      at =
          put(
              body,
              at,
              patch.width() << 20
                  | patch.amplitude() << 14
                  | patch.fineness() << 8
                  | patch.spread());
    }
    System.arraycopy(coded, 0, body, at, coded.length);
    BodyCheck.put(body);
    return body;
  }

  private static int put(byte[] body, int at, int value) {
    body[at] = (byte) (value >> 16);
    body[at + 1] = (byte) (value >> 8);
    body[at + 2] = (byte) value;
    return at + 3;
  }

  private void push(List<PatchSymbols> members, int count, int first) {
    encoder.begin(count, first);
    int parity = count & 1;
    for (int i = members.size() - 1; i >= 0; i--) {
      PatchSymbols patch = members.get(i);
      SirenArchitecture architecture = patches.family().architecture(patch.width());
      PatchModel model = patches.models().get(patch.width());
      int at = patch.symbols().length;
      for (int tensor = architecture.tensors() - 1; tensor >= 0; tensor--) {
        int start = at - architecture.tensorSize(tensor);
        if (!patches.family().isSent(tensor)) {
          at = start;
          continue;
        }
        SymbolTable table = table(model.deviation(tensor, patch.spread()));
        for (; at > start; at--) {
          parity ^= 1;
          encoder.push(parity, patch.symbols()[at - 1], table);
        }
      }
    }
  }

  @Override
  public Optional<List<PatchSymbols>> decode(byte[] body) {
    if (!BodyCheck.isRight(body)) {
      return Optional.empty();
    }
    int count = body[0] & 0xff;
    int coded = 1 + HEAD_BYTES * count;
    int end = body.length - BodyCheck.BYTES;
    if (count == 0 || end < coded) {
      return Optional.empty();
    }
    List<PatchSymbols> members = new ArrayList<>();
    int weights = 0;
    for (int i = 0; i < count; i++) {
      int number = get(body, 1 + HEAD_BYTES * i);
      int head = get(body, 4 + HEAD_BYTES * i);
      int width = head >> 20;
      if (number >= patches.grid().patches() || width >= patches.family().widths().size()) {
        return Optional.empty();
      }
      int size = patches.family().architecture(width).parameters();
      weights += size;
      if (weights > MAX_WEIGHTS) {
        return Optional.empty();
      }
      members.add(
          new PatchSymbols(
              number, width, head >> 14 & 63, head >> 8 & 63, head & 255, new short[size]));
    }
    if (members.stream().mapToInt(PatchSymbols::patch).distinct().count() < count) {
      return Optional.empty();
    }
    return decoder.open(Arrays.copyOfRange(body, coded, end)) && read(members)
        ? Optional.of(members)
        : Optional.empty();
  }

  private static int get(byte[] body, int at) {
    return (body[at] & 0xff) << 16 | (body[at + 1] & 0xff) << 8 | body[at + 2] & 0xff;
  }

  private boolean read(List<PatchSymbols> members) {
    for (PatchSymbols patch : members) {
      SirenArchitecture architecture = patches.family().architecture(patch.width());
      PatchModel model = patches.models().get(patch.width());
      int at = 0;
      for (int tensor = 0; tensor < architecture.tensors(); tensor++) {
        int size = architecture.tensorSize(tensor);
        if (patches.family().isSent(tensor)) {
          int deviation = model.deviation(tensor, patch.spread());
          decoder.read(table(deviation), decoding(deviation), patch.symbols(), at, 1, size);
        }
        at += size;
      }
    }
    return decoder.isAtEnd();
  }
}
