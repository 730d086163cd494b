package dev.sirencast.patch;

import dev.sirencast.fec.ReedSolomonCode;
import dev.sirencast.siren.SirenArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * How a packet's body holds whole patches so that it is of use when it is damaged.
 *
 * <p>A body is the number of its patches in one byte, three times; their heads, with the parity
 * bytes of a {@link ReedSolomonCode}; the higher bits of all symbols, with those of another where
 * the coding has one; the lowest bits; and {@link BodyCheck}. A head has the patch's number in
 * three bytes, 4 bits of width, 6 of amplitude and 6 of fineness, and 4 bits for every tensor: 0
 * where all its symbols are 0, else one less than the bits that each of them takes. Those are the
 * sign (1 is negative) and the magnitude. Of a symbol of more bits than stand apart, the lowest
 * that do are in the last part, the others in the part before; others are in the last altogether.
 *
 * <p>So the bits that matter are protected as much as they matter: steps are such that an error of
 * one step costs the same wherever it is. Not thread-safe.
 */
public final class ResilientPatchCoder implements PatchCoder {
  private static final int COUNT_BYTES = 3;
  private static final int FIXED_HEAD_BYTES = 5;
  private static final int HEADS_CORRECTED = 8;
  private static final ReedSolomonCode HEADS = ReedSolomonCode.of(2 * HEADS_CORRECTED);

  private final PatchDescription patches;
  private final PatchCoding.ErrorResilient coding;
  private final int tensors;

  /** A patch, and the bits that each symbol of its tensors takes. */
  private record Member(PatchSymbols patch, List<Integer> bits) {}

  ResilientPatchCoder(PatchDescription patches, PatchCoding.ErrorResilient coding) {
    this.patches = patches;
    this.coding = coding;
    this.tensors = patches.family().shape().tensors();
  }

  /** Whether the higher bits have parity bytes. */
  private boolean corrects() {
    return coding.corrected() > 0;
  }

  private ReedSolomonCode code() {
    return ReedSolomonCode.of(2 * coding.corrected());
  }

  @Override
  public int sharedBytes() {
    return COUNT_BYTES
        + HEADS.encodedLength(1)
        - 1
        + (corrects() ? code().encodedLength(1) - 1 : 0)
        + BodyCheck.BYTES;
  }

  /** The bytes of a head: tensors are of an even number. */
  private int headBytes() {
    return FIXED_HEAD_BYTES + tensors / 2;
  }

  private int higher(int bits) {
    return Math.max(0, bits - coding.lowBits());
  }

  @Override
  public byte[] encode(List<PatchSymbols> members) {
    PatchBodyCoder.requireMembers(members);
    List<Member> all = members.stream().map(patch -> new Member(patch, bits(patch))).toList();
    byte[] heads = HEADS.encode(heads(all));
    byte[] high = new byte[highBytes(all)];
    byte[] low = new byte[lowBytes(all)];
    write(all, new BitCursor(high, 0), new BitCursor(low, 0));
    high = corrects() ? code().encode(high) : high;
    byte[] body = new byte[COUNT_BYTES + heads.length + high.length + low.length + BodyCheck.BYTES];
    Arrays.fill(body, 0, COUNT_BYTES, (byte) members.size());
    System.arraycopy(heads, 0, body, COUNT_BYTES, heads.length);
    System.arraycopy(high, 0, body, COUNT_BYTES + heads.length, high.length);
    System.arraycopy(low, 0, body, COUNT_BYTES + heads.length + high.length, low.length);
    BodyCheck.put(body);
    return body;
  }

  private byte[] heads(List<Member> members) {
    byte[] heads = new byte[headBytes() * members.size()];
    BitCursor cursor = new BitCursor(heads, 0);
    for (Member member : members) {
      PatchSymbols patch = member.patch();
      cursor.put(patch.patch(), 24);
      cursor.put(patch.width(), 4);
      cursor.put(patch.amplitude(), 6);
      cursor.put(patch.fineness(), 6);
      member.bits().forEach(bits -> cursor.put(Math.max(0, bits - 1), 4));
    }
    return heads;
  }

  /** The fewest bits that hold every symbol of a tensor, for each tensor. */
  private List<Integer> bits(PatchSymbols patch) {
    SirenArchitecture architecture = patches.family().architecture(patch.width());
    List<Integer> all = new ArrayList<>();
    int at = 0;
    for (int tensor = 0; tensor < tensors; tensor++) {
      int most = 0;
      for (int end = at + architecture.tensorSize(tensor); at < end; at++) {
        most = Math.max(most, magnitude(patch.symbols()[at]));
      }
      boolean none = most == 0 || !patches.family().isSent(tensor);
      all.add(none ? 0 : 1 + Integer.SIZE - Integer.numberOfLeadingZeros(most));
    }
    return all;
  }

  private static int magnitude(short symbol) {
    return Math.min(Short.MAX_VALUE, Math.abs(symbol));
  }

  private int highBytes(List<Member> members) {
    return bytes(members, this::higher);
  }

  private int lowBytes(List<Member> members) {
    return bytes(members, bits -> bits - higher(bits));
  }

  /** The bytes that all symbols take, by how many of a symbol's bits count. */
  private int bytes(List<Member> members, IntUnaryOperator counted) {
    long bits = 0;
    for (Member member : members) {
      SirenArchitecture architecture = patches.family().architecture(member.patch().width());
      for (int tensor = 0; tensor < tensors; tensor++) {
        bits +=
            (long) architecture.tensorSize(tensor) * counted.applyAsInt(member.bits().get(tensor));
      }
    }
    return BitCursor.bytes(bits);
  }

  /** Some symbols that have bits in a body. */
  @FunctionalInterface
  private interface Symbols {
    /** Takes the symbols from one index to before another, each of so many bits, 1 or more. */
    void take(short[] symbols, int from, int end, int bits);
  }

  /** Goes through all tensors that have bits, in the order in which they stand. */
  private void forEachTensor(List<Member> members, Symbols visitor) {
    for (Member member : members) {
      SirenArchitecture architecture = patches.family().architecture(member.patch().width());
      int at = 0;
      for (int tensor = 0; tensor < tensors; tensor++) {
        int bits = member.bits().get(tensor);
        int end = at + architecture.tensorSize(tensor);
        if (bits > 0) {
          visitor.take(member.patch().symbols(), at, end, bits);
        }
        at = end;
      }
    }
  }

  private void write(List<Member> members, BitCursor high, BitCursor low) {
    forEachTensor(
        members,
        (symbols, from, end, bits) -> {
          int lowest = bits - higher(bits);
          for (int i = from; i < end; i++) {
            int sign = symbols[i] < 0 ? 1 << bits - 1 : 0;
            int code = sign | magnitude(symbols[i]);
            high.put(code >> lowest, bits - lowest);
            low.put(code, lowest);
          }
        });
  }

  @Override
  public Optional<List<PatchSymbols>> decode(byte[] body) {
    return BodyCheck.isRight(body) ? read(body, true) : Optional.empty();
  }

  @Override
  public Optional<List<PatchSymbols>> decodeDamaged(byte[] body) {
    return read(body, false).map(members -> members.stream().map(PatchSymbols::damaged).toList());
  }

  /**
   * Reads a body; nothing but its heads has to be right.
   *
   * @param exact whether nothing has to be corrected
   */
  private Optional<List<PatchSymbols>> read(byte[] body, boolean exact) {
    if (body.length < COUNT_BYTES) {
      return Optional.empty();
    }
    int count = (body[0] & body[1] | body[1] & body[2] | body[2] & body[0]) & 0xff;
    int headBytes = HEADS.encodedLength(headBytes() * count);
    if (count == 0 || body.length < COUNT_BYTES + headBytes) {
      return Optional.empty();
    }
    byte[] heads = Arrays.copyOfRange(body, COUNT_BYTES, COUNT_BYTES + headBytes);
    if (!exact && !HEADS.correct(heads)) {
      return Optional.empty();
    }
    List<Member> members = members(heads, count);
    int high = members.isEmpty() ? 0 : highBytes(members);
    int highEnd = COUNT_BYTES + headBytes + (corrects() ? code().encodedLength(high) : high);
    if (members.isEmpty() || body.length != highEnd + lowBytes(members) + BodyCheck.BYTES) {
      return Optional.empty();
    }
    byte[] higher = Arrays.copyOfRange(body, COUNT_BYTES + headBytes, highEnd);
    if (!exact && corrects()) {
      code().correct(higher);
    }
    read(members, new BitCursor(higher, 0), new BitCursor(body, highEnd));
    return Optional.of(members.stream().map(Member::patch).toList());
  }

  /** The members that heads tell, their symbols 0; none if one is out of range. */
  private List<Member> members(byte[] heads, int count) {
    BitCursor cursor = new BitCursor(heads, 0);
    List<Member> members = new ArrayList<>();
    int weights = 0;
    for (int i = 0; i < count; i++) {
      int number = cursor.get(24);
      int width = cursor.get(4);
      if (number >= patches.grid().patches()
          || width >= patches.family().widths().size()
          || members.stream().anyMatch(one -> one.patch().patch() == number)) {
        return List.of();
      }
      int size = patches.family().architecture(width).parameters();
      weights += size;
      if (weights > PatchBodyCoder.MAX_WEIGHTS) {
        return List.of();
      }
      PatchSymbols patch =
          new PatchSymbols(
              number,
              width,
              cursor.get(6),
              cursor.get(6),
              PatchSymbols.COMMON_SPREAD,
              new short[size]);
      List<Integer> bits = new ArrayList<>();
      for (int tensor = 0; tensor < tensors; tensor++) {
        int less = cursor.get(4);
        bits.add(less == 0 || !patches.family().isSent(tensor) ? 0 : less + 1);
      }
      members.add(new Member(patch, bits));
    }
    return members;
  }

  private void read(List<Member> members, BitCursor high, BitCursor low) {
    forEachTensor(
        members,
        (symbols, from, end, bits) -> {
          int lowest = bits - higher(bits);
          for (int i = from; i < end; i++) {
            int code = high.get(bits - lowest) << lowest | low.get(lowest);
            int magnitude = code & (1 << bits - 1) - 1;
            symbols[i] = (short) (code == magnitude ? magnitude : -magnitude);
          }
        });
  }
}
