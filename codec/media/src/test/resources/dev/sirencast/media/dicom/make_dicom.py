"""Makes the DICOM files beside it: pydicom writes them, DCMTK codes them otherwise.

All hold one CT slice of 6x4 pixels; pixel i is stored as 100 + 37 i, HU = stored - 1024.
"""
import pathlib
import struct
import subprocess

import pydicom
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.sequence import Sequence

EXPLICIT = "1.2.840.10008.1.2.1"
STORED = [100 + 37 * i for i in range(24)]


def slice_of(stored, **changes):
    data = Dataset()
    data.SOPClassUID = "1.2.840.10008.5.1.4.1.1.2"
    data.SOPInstanceUID = "1.2.3.4"
    data.Modality = "CT"
    data.PatientName = "None^Nobody"
    data.SliceThickness = "1.25"
    item = Dataset()
    item.CodeValue = "T-D3000"
    data.AnatomicRegionSequence = Sequence([item])
    data.AnatomicRegionSequence.is_undefined_length = True
    data["AnatomicRegionSequence"].is_undefined_length = True
    data.SamplesPerPixel = 1
    data.PhotometricInterpretation = "MONOCHROME2"
    data.Rows, data.Columns = 4, 6
    data.PixelSpacing = ["0.7", "0.5"]
    data.BitsAllocated, data.BitsStored, data.HighBit = 16, 12, 11
    data.PixelRepresentation = 0
    data.RescaleIntercept, data.RescaleSlope, data.RescaleType = "-1024", "1", "HU"
    data.PixelData = struct.pack(f"<{len(stored)}H", *stored)
    data["PixelData"].VR = "OW"
    for key, value in changes.items():
        setattr(data, key, value)
    data.is_little_endian, data.is_implicit_VR = True, False
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = EXPLICIT
    data.file_meta.MediaStorageSOPClassUID = data.SOPClassUID
    data.file_meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    return data


def run(*words):
    subprocess.run(words, check=True)


pydicom.dcmwrite("explicit.dcm", slice_of(STORED), write_like_original=False)
run("dcmconv", "+ti", "explicit.dcm", "implicit.dcm")
run("dcmconv", "+tb", "explicit.dcm", "big-endian.dcm")
run("dcmconv", "+td", "explicit.dcm", "deflated.dcm")
run("dcmconv", "-F", "+te", "explicit.dcm", "bare-explicit.dcm")
run("dcmconv", "-F", "+ti", "explicit.dcm", "bare-implicit.dcm")
run("dcmcrle", "explicit.dcm", "rle.dcm")
run("dcmcjpeg", "+e1", "explicit.dcm", "jpeg-lossless.dcm")
run("dcmcjpeg", "+el", "+sv", "6", "explicit.dcm", "jpeg-predictor-6.dcm")
eight = slice_of([0] * 12, BitsAllocated=8, BitsStored=8, HighBit=7)
eight["PixelData"].VR = "OB"
pydicom.dcmwrite("eight.dcm", eight, write_like_original=False)
run("dcmcjpeg", "+eb", "eight.dcm", "jpeg-baseline.dcm")
pathlib.Path("eight.dcm").unlink()
run("dcmcjpls", "explicit.dcm", "jpeg-ls.dcm")
pydicom.dcmwrite("two-frames.dcm", slice_of(STORED + [9] * 24, NumberOfFrames="2"),
                 write_like_original=False)
pydicom.dcmwrite("excess.dcm", slice_of(STORED + [4095] * 5), write_like_original=False)
