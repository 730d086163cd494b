package dev.sirencast.trainer;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * Where a training run stood after a step: all that it takes to go on and end with the same bits as
 * if it had never stopped.
 *
 * <p>The stored form is big-endian: the magic number "SCKP", a version, the length of the content,
 * the content, and a CRC32C of it. Immutable and thread-safe.
 */
public final class TrainingCheckpoint {
  private static final int MAGIC = 0x53434b50;
  private static final int VERSION = 1;
  private static final int VECTORS = 5;

  private final RunIdentity run;
  private final int step;
  private final double trainingLoss;
  private final double gridPsnr;
  private final double bestPsnr;

  /** Parameters, Adam's mean and variance, the average, the best weights. */
  private final float[][] vectors;

  TrainingCheckpoint(
      RunIdentity run,
      int step,
      double trainingLoss,
      double gridPsnr,
      double bestPsnr,
      float[]... vectors) {
    this.run = Objects.requireNonNull(run);
    this.step = step;
    this.trainingLoss = trainingLoss;
    this.gridPsnr = gridPsnr;
    this.bestPsnr = bestPsnr;
    this.vectors = vectors;
  }

  /** The number of steps that are done. */
  public int step() {
    return step;
  }

  RunIdentity run() {
    return run;
  }

  double trainingLoss() {
    return trainingLoss;
  }

  double gridPsnr() {
    return gridPsnr;
  }

  double bestPsnr() {
    return bestPsnr;
  }

  float[] parameters() {
    return vectors[0];
  }

  float[] adamMean() {
    return vectors[1];
  }

  float[] adamVariance() {
    return vectors[2];
  }

  float[] average() {
    return vectors[3];
  }

  float[] best() {
    return vectors[4];
  }

  /** Writes the checkpoint; the caller closes the stream. */
  public void writeTo(OutputStream out) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(content);
    data.writeUTF(run.text());
    data.writeInt(step);
    data.writeDouble(trainingLoss);
    data.writeDouble(gridPsnr);
    data.writeDouble(bestPsnr);
    data.writeInt(vectors[0].length);
    ByteBuffer floats = ByteBuffer.allocate(4 * vectors[0].length);
    for (float[] vector : vectors) {
      floats.clear();
      floats.asFloatBuffer().put(vector);
      data.write(floats.array());
    }
    byte[] bytes = content.toByteArray();
    DataOutputStream framed = new DataOutputStream(out);
    framed.writeInt(MAGIC);
    framed.writeInt(VERSION);
    framed.writeInt(bytes.length);
    framed.write(bytes);
    framed.writeInt(checksum(bytes));
    framed.flush();
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IOException if reading fails, or what is read is no checkpoint, or a damaged one
   */
  public static TrainingCheckpoint readFrom(InputStream in) throws IOException {
    DataInputStream framed = new DataInputStream(in);
    try {
      if (framed.readInt() != MAGIC) {
        throw new IOException("not a checkpoint");
      }
      int version = framed.readInt();
      if (version != VERSION) {
        throw new IOException("checkpoint version " + version + ", this code reads " + VERSION);
      }
      int length = framed.readInt();
      // Reads what is there, not what is declared: a damaged length allocates nothing.
      byte[] bytes = framed.readNBytes(Math.max(0, length));
      if (bytes.length != length || framed.readInt() != checksum(bytes)) {
        throw new IOException("a damaged checkpoint");
      }
      return parse(bytes);
    } catch (EOFException e) {
      throw new IOException("a truncated checkpoint", e);
    }
  }

  private static TrainingCheckpoint parse(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    DataInputStream data = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
    RunIdentity run = new RunIdentity(data.readUTF());
    int step = data.readInt();
    double trainingLoss = data.readDouble();
    double gridPsnr = data.readDouble();
    double bestPsnr = data.readDouble();
    int parameters = data.readInt();
    if (step < 0 || parameters < 0 || data.available() != 4L * VECTORS * parameters) {
      throw new IOException("a checkpoint whose parts do not fit each other");
    }
    float[][] vectors = new float[VECTORS][parameters];
    buffer.position(bytes.length - data.available());
    for (float[] vector : vectors) {
      buffer.asFloatBuffer().get(vector);
      buffer.position(buffer.position() + 4 * parameters);
    }
    return new TrainingCheckpoint(run, step, trainingLoss, gridPsnr, bestPsnr, vectors);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }
}
