package dev.sirencast.media.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An ICC profile that a picture's red, green and blue are told in. Immutable and thread-safe. */
public final class ColorProfile {
  private static final int NAME_AT = 12;
  private static final int LONGEST_NAME = 60;

  private final ICC_Profile profile;
  private final String name;

  private ColorProfile(ICC_Profile profile) {
    this.profile = profile;
    name = name(profile);
  }

  /** Returns the profile in these bytes, if it is one of RGB and no mere sRGB. */
  static Optional<ColorProfile> of(byte[] bytes) {
    try {
      return of(ICC_Profile.getInstance(bytes));
    } catch (IllegalArgumentException | CMMException e) {
      return Optional.empty();
    }
  }

  /** Returns the profile that an image's reader found, if it is one of RGB and no mere sRGB. */
  public static Optional<ColorProfile> of(ColorModel colors) {
    return colors.getColorSpace() instanceof ICC_ColorSpace space && !space.isCS_sRGB()
        ? of(space.getProfile())
        : Optional.empty();
  }

  private static Optional<ColorProfile> of(ICC_Profile profile) {
    if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB) {
      return Optional.empty();
    }
    ColorProfile found = new ColorProfile(profile);
    return found.name.startsWith("sRGB") ? Optional.empty() : Optional.of(found);
  }

  /** Its description (ICC.1:2022, 9.2.41), or what it is where it has none. */
  private static String name(ICC_Profile profile) {
    byte[] tag = profile.getData(ICC_Profile.icSigProfileDescriptionTag);
    if (tag == null || tag.length <= NAME_AT) {
      return "its own profile";
    }
    ByteBuffer bytes = ByteBuffer.wrap(tag);
    boolean isOld = bytes.getInt(0) == 0x64657363; // 'desc'
    int at = NAME_AT;
    int length = bytes.getInt(8);
    Charset charset = StandardCharsets.US_ASCII;
    if (!isOld && tag.length >= 28) {
      at = bytes.getInt(24);
      length = bytes.getInt(20);
      charset = StandardCharsets.UTF_16BE;
    }
    if (at < 0 || at > tag.length) {
      return "its own profile";
    }
    int whole = Math.max(0, Math.min(length, tag.length - at));
    String text = new String(tag, at, whole, charset).replaceAll("[\\p{Cntrl}]", "").trim();
    return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "..";
  }

  /** Returns the image with its colours told in sRGB; 8 or 16 bits, and alpha, stay. */
  public BufferedImage toSrgb(BufferedImage image) {
    ColorModel own = image.getColorModel();
    BufferedImage from =
        new BufferedImage(colors(new ICC_ColorSpace(profile), own), image.getRaster(), false, null);
    ColorModel srgb = colors(ColorSpace.getInstance(ColorSpace.CS_sRGB), own);
    BufferedImage to =
        new BufferedImage(
            srgb,
            Raster.createInterleavedRaster(
                srgb.getTransferType(),
                image.getWidth(),
                image.getHeight(),
                srgb.getNumComponents(),
                null),
            false,
            null);
    return new ColorConvertOp(null).filter(from, to);
  }

  private static ColorModel colors(ColorSpace space, ColorModel like) {
    return new ComponentColorModel(
        space, like.hasAlpha(), false, like.getTransparency(), like.getTransferType());
  }

  @Override
  public String toString() {
    return name;
  }
}
