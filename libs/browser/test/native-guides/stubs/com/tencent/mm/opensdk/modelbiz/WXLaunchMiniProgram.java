package com.tencent.mm.opensdk.modelbiz;

import com.tencent.mm.opensdk.modelbase.BaseReq;
import com.tencent.mm.opensdk.modelbase.BaseResp;

public class WXLaunchMiniProgram {
    public static class Req extends BaseReq {
        public static final int MINIPTOGRAM_TYPE_RELEASE = 0;
        public String userName;
        public String path;
        public int miniprogramType;
    }

    public static class Resp extends BaseResp {
        public String extMsg;
    }
}
