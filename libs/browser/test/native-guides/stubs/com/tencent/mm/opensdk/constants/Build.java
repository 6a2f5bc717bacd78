package com.tencent.mm.opensdk.constants;

public class Build {
    public static final int LAUNCH_MINIPROGRAM_SUPPORTED_SDK_INT = 620757000;
}
