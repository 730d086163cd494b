/** How far two signals differ, in measures other than the PSNR. */
@NullMarked
package dev.sirencast.media.quality;

import org.jspecify.annotations.NullMarked;
