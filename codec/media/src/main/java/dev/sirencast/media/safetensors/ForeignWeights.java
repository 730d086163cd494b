package dev.sirencast.media.safetensors;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What people bring in place of a safetensors file, told by its first bytes, and what makes one of
 * it. Nothing of such files is read: a pickle is a program.
 */
final class ForeignWeights {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] NUMPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
  private static final int PICKLE = 0x80;
  private static final int PICKLE_VERSIONS = 5;

  private static final String TORCH =
      "a PyTorch checkpoint; expected safetensors, as this writes: python3 -c \"import torch,"
          + " safetensors.torch as s; d = torch.load('IN', map_location='cpu', weights_only=True);"
          + " s.save_file({k: v.contiguous() for k, v in d.get('state_dict', d).items()},"
          + " 'OUT.safetensors')\"";
  private static final String ARRAYS =
      "NumPy arrays; expected safetensors, as this writes: python3 -c \"import numpy,"
          + " safetensors.numpy as s; s.save_file(dict(numpy.load('IN')), 'OUT.safetensors')\"";

  private ForeignWeights() {}

  /**
   * Returns what a file is and how it becomes a safetensors file, or null where nothing is known.
   *
   * @param head its first 8 bytes, or all
   * @param name the file's, whose ending tells zip files apart
   */
  static @Nullable String named(byte[] head, String name) {
    if (begins(head, ZIP)) {
      return command(name.endsWith(".npz") ? ARRAYS : TORCH, name);
    }
    if (begins(head, NUMPY)) {
      return "one NumPy array; expected safetensors, with a weight and a bias of every layer";
    }
    if (begins(head, HDF5)) {
      return "an HDF5 file, as Keras writes; expected safetensors";
    }
    boolean pickle =
        head.length >= 2
            && (head[0] & 0xFF) == PICKLE
            && head[1] >= 2
            && head[1] <= PICKLE_VERSIONS;
    // The length of a small header begins with 0x80 too; that of a pickle would be beyond reason.
    return pickle && !isHeaderLength(head) ? command(TORCH, name) : null;
  }

  /** The command with the file's name in it, where no shell would read more into that. */
  private static String command(String text, String name) {
    return name.matches("[\\w./+-]+")
        ? text.replace("'IN'", "'" + name + "'")
            .replace("'OUT.safetensors'", "'" + name.replaceFirst("\\.\\w+$", "") + ".safetensors'")
        : text;
  }

  private static boolean isHeaderLength(byte[] head) {
    return head.length == 8 && head[4] == 0 && head[5] == 0 && head[6] == 0 && head[7] == 0;
  }

  private static boolean begins(byte[] head, byte[] with) {
    return head.length >= with.length && Arrays.equals(head, 0, with.length, with, 0, with.length);
  }
}
