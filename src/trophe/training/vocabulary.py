"""Closed lists of training: what a movement is, who trains, where they stand, what they told us."""

from enum import IntEnum, StrEnum

from trophe.person.vocabulary import Labelled


class Move(Labelled):
    """What a movement is for."""

    STRENGTH = "strength", "Strength"
    ISOMETRIC = "isometric", "Tightening without movement"
    MOBILITY = "mobility", "Range of motion"
    STRETCH = "stretch", "Stretch"
    BALANCE = "balance", "Balance"
    GAIT = "gait", "Walking"
    AEROBIC = "aerobic", "Endurance"
    BREATHING = "breathing", "Breathing"
    FUNCTION = "function", "Everyday moves"
    IMAGERY = "imagery", "Training in the mind"
    NMES = "nmes", "Electrical stimulation"
    CUFF = "cuff", "Low load with a cuff"


class Place(Labelled):
    """Where a movement is done."""

    BED = "bed", "In bed"
    CHAIR = "chair", "On a chair"
    STANDING = "standing", "Standing"
    FLOOR = "floor", "On the floor"
    GYM = "gym", "Gym"
    POOL = "pool", "Pool"


class Load(Labelled):
    """What a movement works against; it decides how one moves on."""

    NONE = "none", "no load"
    ISOMETRIC = "isometric", "your own tension"
    GRAVITY = "gravity", "the weight of the limb"
    BODY = "body", "your body weight"
    ELASTIC = "elastic", "a band"
    WEIGHT = "weight", "a weight"
    MACHINE = "machine", "a machine"
    WATER = "water", "water"
    ELECTRIC = "electric", "current"
    AEROBIC = "aerobic", "time"


class Effort(Labelled):
    """How hard a movement is on heart and breath."""

    GENTLE = "gentle", "Gentle"
    MODERATE = "moderate", "Moderate"
    VIGOROUS = "vigorous", "Vigorous"


class Sides(StrEnum):
    """How the two sides take part: both at once, each in turn, either way, or the trunk alone."""

    TOGETHER = "together"
    EACH = "each"
    EITHER = "either"
    AXIAL = "axial"


class Weight(StrEnum):
    """The limbs through which body weight goes."""

    NONE = ""
    LEGS = "legs"
    ARMS = "arms"
    ALL = "all"


class Stage(IntEnum):
    """How far up somebody is, from bed to return."""

    BED = 1
    CHAIR = 2
    STANDING = 3
    STRENGTHENING = 4
    RETURN = 5

    @property
    def label(self) -> str:
        """How every face says it."""
        return (
            "Mostly in bed",
            "Up in a chair",
            "Standing and short walks",
            "Building strength",
            "Back to full activity",
        )[self - 1]


class Joint(Labelled):
    """A joint that moves or bears a load."""

    NECK = "neck", "neck"
    SHOULDER = "shoulder", "shoulder"
    ELBOW = "elbow", "elbow"
    WRIST = "wrist", "wrist"
    FINGERS = "fingers", "fingers"
    SPINE = "spine", "back"
    HIP = "hip", "hip"
    KNEE = "knee", "knee"
    ANKLE = "ankle", "ankle"
    TOES = "toes", "toes"


ARM_JOINTS = (Joint.SHOULDER, Joint.ELBOW, Joint.WRIST, Joint.FINGERS)
LEG_JOINTS = (Joint.HIP, Joint.KNEE, Joint.ANKLE, Joint.TOES)
AXIAL_JOINTS = (Joint.NECK, Joint.SPINE)


class Equipment(Labelled):
    """What there is to train with; support, towel and a chair are in every home."""

    SUPPORT = "support", "A worktop, rail or wall"
    TOWEL = "towel", "A towel or pillow"
    BAND = "band", "An elastic band"
    DUMBBELL = "dumbbell", "Dumbbells"
    ANKLE_WEIGHT = "ankle_weight", "Ankle weights"
    STICK = "stick", "A stick"
    BALL = "ball", "A soft ball"
    STEP = "step", "A step or stair"
    PUTTY = "putty", "Putty"
    GRIPPER = "gripper", "A hand gripper"
    PEDALS = "pedals", "Floor pedals"
    WALKER = "walker", "A walking frame"
    WALKING_STICK = "walking_stick", "A walking stick"
    POLES = "poles", "Walking poles"
    WHEELCHAIR = "wheelchair", "A wheelchair"
    HELPER = "helper", "Somebody who helps"
    NMES = "nmes", "A muscle stimulator"
    CUFF = "cuff", "Pressure cuffs set by a clinician"
    BREATH_TRAINER = "breath_trainer", "A breathing-muscle trainer"
    SPIROMETER = "spirometer", "A breathing volume device"
    POOL = "pool", "A warm pool"
    FLOAT = "float", "Pool floats"
    BENCH = "bench", "A bench"
    BARBELL = "barbell", "A barbell"
    BIKE = "bike", "An exercise bike"
    BIKE_RECUMBENT = "bike_recumbent", "A recumbent bike"
    TREADMILL = "treadmill", "A treadmill"
    CROSS_TRAINER = "cross_trainer", "A cross trainer"
    ROWER = "rower", "A rowing machine"
    ARM_CRANK = "arm_crank", "An arm crank"
    LEG_PRESS = "leg_press", "A leg press"
    LEG_EXTENSION = "leg_extension", "A leg extension machine"
    LEG_CURL = "leg_curl", "A leg curl machine"
    CALF_MACHINE = "calf_machine", "A calf machine"
    HIP_MACHINE = "hip_machine", "A hip machine"
    CHEST_PRESS = "chest_press", "A chest press machine"
    ROW_MACHINE = "row_machine", "A row machine"
    SHOULDER_PRESS = "shoulder_press", "A shoulder press machine"
    BACK_MACHINE = "back_machine", "A back machine"
    TRUNK_MACHINE = "trunk_machine", "A trunk machine"
    CABLE = "cable", "A cable machine"
    PULL_UP = "pull_up", "A pull-up station with help"


ALWAYS_AT_HAND = frozenset({Equipment.SUPPORT, Equipment.TOWEL})
GYM = frozenset(
    {
        *(Equipment.DUMBBELL, Equipment.BARBELL, Equipment.BENCH, Equipment.BIKE, Equipment.CABLE),
        *(Equipment.BIKE_RECUMBENT, Equipment.TREADMILL, Equipment.CROSS_TRAINER),
        *(Equipment.ROWER, Equipment.ARM_CRANK, Equipment.LEG_PRESS, Equipment.LEG_EXTENSION),
        *(Equipment.LEG_CURL, Equipment.CALF_MACHINE, Equipment.HIP_MACHINE, Equipment.STEP),
        *(Equipment.CHEST_PRESS, Equipment.ROW_MACHINE, Equipment.SHOULDER_PRESS),
        *(Equipment.BACK_MACHINE, Equipment.TRUNK_MACHINE, Equipment.PULL_UP, Equipment.BAND),
    }
)


class Trait(StrEnum):
    """What about a movement a rule may look at."""

    FLOOR = "floor"
    FRONT = "front"
    BALANCE = "balance"
    SITTING_BALANCE = "sitbal"
    WALKS = "walks"
    UNSUPPORTED = "unsupported"
    FLEXION = "flexion"
    TWIST = "twist"
    JUMP = "jump"
    HEAVY = "heavy"
    LENGTHENING = "lengthening"
    POOL = "pool"
    NMES = "nmes"
    NMES_TRUNK = "nmes_trunk"
    CUFF = "cuff"
    OVERHEAD = "overhead"
    HIP_DEEP = "hip_deep"
    PASSIVE = "passive"
    SELF = "self"
    BREATH = "breath"
    CAST = "cast"
    CAST_ONLY = "cast_only"
    STAPLE = "staple"


class Fact(Labelled):
    """What somebody told us that bears on exercise, beside conditions and medicines."""

    ACTIVE_NOW = "active_now", "Exercises now, at least three days a week"
    TRAINED = "trained", "Has done strength training for the last two months"
    CLEARED = "cleared", "A clinician has cleared exercise"
    HEART_DISEASE = "heart_disease", "Heart disease"
    METABOLIC_DISEASE = "metabolic_disease", "Diabetes or another metabolic disease"
    KIDNEY_DISEASE = "kidney_disease", "Kidney disease"
    EFFORT_SYMPTOMS = (
        "effort_symptoms",
        "Chest pain, faintness or unusual breathlessness on effort",
    )
    LEG_CLOT_SIGNS = "leg_clot_signs", "A swollen or painful calf that nobody has looked at"
    CHEST_ALARM = "chest_alarm", "Chest pain or sudden breathlessness that nobody has looked at"
    CLOT = "clot", "A blood clot now or before"
    FEVER = "fever", "Fever"
    MYOSITIS_FLARE = "myositis_flare", "A flare of muscle inflammation"
    RHABDOMYOLYSIS = "rhabdomyolysis", "Muscle breakdown (rhabdomyolysis) in the last three months"
    WEAKER_AFTER = "weaker_after", "Was weaker for more than a day after the last session"
    TWITCHING_AFTER = "twitching_after", "Muscles twitched after the last session"
    MALAISE = "malaise", "Gets ill for days after effort (ME/CFS, long COVID)"
    PACEMAKER = "pacemaker", "A pacemaker or defibrillator"
    SICKLE_CELL = "sickle_cell", "Sickle cell disease or trait"
    ARTERIAL_DISEASE = "arterial_disease", "Narrowed arteries of the limbs"
    HIGH_PRESSURE = "high_pressure", "Blood pressure not under control"
    EPILEPSY = "epilepsy", "Epilepsy"
    CANCER_SITE = "cancer_site", "Cancer now"
    BROKEN_SKIN = "broken_skin", "Broken skin where pads or cuffs would go"
    OSTEOPOROSIS = "osteoporosis", "Osteoporosis or bone loss"
    BONE_CLEARED = "bone_cleared", "A clinician has cleared bending, twisting and jumping"
    FALLS_RISK = "falls_risk", "Falls, or fear of falling"
    RISES_FROM_FLOOR = "rises_from_floor", "Can get up from the floor alone"
    OPEN_WOUND = "open_wound", "An open wound"
    BREATHING_TROUBLE = "breathing_trouble", "Weak breathing muscles or breathing trouble"
    POOL_COMPANION = "pool_companion", "Is never alone in the pool"
    POOL_CLEARED = "pool_cleared", "Swallowing and breathing cleared for the pool"
    GLUCOSE_UNKNOWN = "glucose_unknown", "Unwell and does not know the blood sugar"
    HIP_PRECAUTIONS = "hip_precautions", "Told not to bend the hip deeply"
    NUMB_FEET = "numb_feet", "Numb feet"
    JOINTS_STIFF = "joints_stiff", "Joints that no longer move fully"
    LEGS_STILL = "legs_still", "Legs that hardly move by themselves"


class Goal(Labelled):
    """What somebody trains for."""

    STRENGTH = "strength", "Be stronger"
    MUSCLE = "muscle", "Gain or keep muscle"
    WALKING = "walking", "Walk further"
    STAIRS = "stairs", "Chairs and stairs"
    BALANCE = "balance", "Steadier, fewer falls"
    HANDS = "hands", "Hands and grip"
    BREATH = "breath", "Breathe easier"
    RANGE = "range", "Joints that move"


class Kind(Labelled):
    """Which manner of muscle loss a programme is for; the dose of each stands in `kinds.csv`."""

    DISUSE = "disuse", "Disuse: rest, cast, bed"
    FRAIL = "frail", "Older or frail"
    WEIGHT_LOSS = "weight_loss", "Losing weight, with or without a GLP-1 medicine"
    NEUROGENIC = (
        "neurogenic",
        "Nerve disease (post-polio, Guillain-Barré, neuropathy, injury)",
    )
    MOTOR_NEURON = "motor_neuron", "Motor neuron disease (ALS)"
    SCLEROSIS = "sclerosis", "Multiple sclerosis"
    DYSTROPHY = "dystrophy", "Muscular dystrophy"
    MYOSITIS = "myositis", "Inflamed muscle"
    STROKE = "stroke", "After a stroke"
    CORD = "cord", "Spinal cord injury"
    BURNS = "burns", "After burns"
    LUNG = "lung", "COPD"
    HEART = "heart", "Heart failure"
    WASTING = "wasting", "Wasting in a long illness"
    STEROID = "steroid", "Steroid tablets"
    JOINTS = "joints", "Arthritis"
    FIT = "fit", "No loss: keep or build"
